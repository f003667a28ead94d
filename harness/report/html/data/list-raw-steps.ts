import { listSeen } from '../../../channels/channels.ts';
import { listSteps } from '../../../channels/seen-steps.ts';
import type { Transcript } from '../../../evidence/transcript.ts';
import type { CanonicalStep } from '../../../judge/canonicalise.ts';

/** The steps of a transcript as they were seen, in the shape of the canonical ones: one view draws both. */
export function listRawSteps(transcript: Transcript): CanonicalStep[] {
  return listSteps(transcript).map(({ label, step }) => ({
    label,
    channels: Object.fromEntries(listSeen(step).map(([channel, seen]) => [channel.name, channel.toJson(seen)])),
  }));
}

/** What each step of a transcript showed, in a word or two for each channel that has some. */
export function listSummaries(transcript: Transcript): string[][] {
  return listSteps(transcript).map(({ step }) =>
    listSeen(step).flatMap(([channel, seen]) => channel.summarise?.(seen) ?? []),
  );
}
