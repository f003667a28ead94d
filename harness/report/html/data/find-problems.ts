import type { Divergence } from '../../../evidence/divergence.ts';
import type { Transcript } from '../../../evidence/transcript.ts';
import { isJsonObject, type Json } from '../../../values/json.ts';
import { truncate } from '../../content/format-value.ts';
import { getSides } from '../../content/get-sides.ts';

const LONGEST_PROBLEM = 160;

/**
 * A status says that something is wrong; what is wrong is in the problem details beside it (RFC 9457, with a `code` where
 * the server gives one). By target, for those that gave any.
 */
export function findProblems(
  divergence: Divergence,
  transcripts: readonly Transcript[],
): Readonly<Record<string, string>> {
  if (divergence.channel !== 'http' || divergence.pointer !== '/response/status') {
    return {};
  }
  return Object.fromEntries(
    getSides(divergence).flatMap(({ target, value }) => {
      const steps = transcripts.find((transcript) => transcript.target === target)?.steps ?? [];
      const step = steps.find(({ label, http }) => label === divergence.step && http?.response.status === value);
      const problem = readProblem(step?.http?.response.body);
      return problem === undefined ? [] : [[target, problem]];
    }),
  );
}

function readProblem(body: Json | undefined): string | undefined {
  if (!isJsonObject(body)) {
    return undefined;
  }
  const parts = [body['code'], body['title'], body['detail']].filter((part) => typeof part === 'string');
  return parts.length === 0 ? undefined : truncate(parts.join(': '), LONGEST_PROBLEM);
}
