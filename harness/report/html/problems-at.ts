import type { Divergence } from '../../evidence/divergence.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { sidesOf } from '../sides.ts';
import { cut } from '../value-text.ts';

const LONGEST_PROBLEM = 160;

/**
 * A status says that something is wrong; what is wrong is in the problem details beside it (RFC 9457, with a `code` where
 * the server gives one). By target, for those that gave any.
 */
export function problemsAt(
  divergence: Divergence,
  transcripts: readonly Transcript[],
): Readonly<Record<string, string>> {
  if (divergence.channel !== 'http' || divergence.pointer !== '/response/status') {
    return {};
  }
  return Object.fromEntries(
    sidesOf(divergence).flatMap(({ target, value }) => {
      const steps = transcripts.find((transcript) => transcript.target === target)?.steps ?? [];
      const step = steps.find(({ label, http }) => label === divergence.step && http?.response.status === value);
      const problem = problemIn(step?.http?.response.body);
      return problem === undefined ? [] : [[target, problem]];
    }),
  );
}

function problemIn(body: Json | undefined): string | undefined {
  if (!isJsonObject(body)) {
    return undefined;
  }
  const parts = [body['code'], body['title'], body['detail']].filter((part) => typeof part === 'string');
  return parts.length === 0 ? undefined : cut(parts.join(': '), LONGEST_PROBLEM);
}
