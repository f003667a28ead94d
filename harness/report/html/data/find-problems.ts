import { findChannel } from '../../../channels/channels.ts';
import type { Divergence } from '../../../evidence/divergence.ts';
import type { Transcript } from '../../../evidence/transcript.ts';
import { valueAt } from '../../../values/pointer.ts';
import { truncate } from '../../content/format-value.ts';
import { getSides } from '../../content/get-sides.ts';

const LONGEST_PROBLEM = 160;

/** What each target says was wrong, where the divergence itself shows only that something was. By target. */
export function findProblems(
  divergence: Divergence,
  transcripts: readonly Transcript[],
): Readonly<Record<string, string>> {
  const channel = findChannel(divergence.channel);
  return Object.fromEntries(
    getSides(divergence).flatMap(({ target, value }) => {
      const steps = transcripts.find((transcript) => transcript.target === target)?.steps ?? [];
      const problem = steps
        .filter(({ label }) => label === divergence.step)
        .map((step) => channel.seenIn(step))
        .filter((seen) => seen !== undefined)
        .filter((seen) => valueAt(channel.toJson(seen), divergence.pointer) === value)
        .flatMap((seen) => channel.findProblem?.(seen, divergence.pointer) ?? [])[0];
      return problem === undefined ? [] : [[target, truncate(problem, LONGEST_PROBLEM)]];
    }),
  );
}
