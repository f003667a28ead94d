import { findChannel } from '../../../channels/channels.ts';
import type { Divergence } from '../../../evidence/divergence.ts';
import type { Transcript } from '../../../evidence/transcript.ts';

/** What a divergence is about, where all targets that show it agree: the model of an LLM call. */
export function findSubject(
  { channel: name, pointer, step: label }: Divergence,
  transcripts: readonly Transcript[],
): string | undefined {
  const channel = findChannel(name);
  const subjects = transcripts.flatMap(({ steps }) => {
    const step = steps.find((one) => one.label === label);
    const seen = step === undefined ? undefined : channel.seenIn(step);
    return seen === undefined ? [] : (channel.findSubject?.(seen, pointer) ?? []);
  });
  return new Set(subjects).size === 1 ? subjects[0] : undefined;
}
