import { findChannel } from '../channels/channels.ts';
import { type Divergence, divergence, EXPECTED } from '../evidence/divergence.ts';
import type { Step } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { findShortfalls } from './meets-expectation.ts';
import { findGap } from './recording-gap.ts';

/**
 * Where a target fell short of what the scenario says, up to the place where its recording ends. Two targets that are
 * wrong in the same way agree with each other, but not with this.
 */
export function findUnmetExpectations(transcript: Transcript): Divergence[] {
  const end = findGap(transcript, 'left')?.stepIndex ?? transcript.steps.length;
  return transcript.steps
    .slice(0, end)
    .flatMap((step) =>
      step.expectations
        .filter(isJsonObject)
        .flatMap((expectation) =>
          Object.entries(expectation).flatMap(([channel, expected]) =>
            findShortfalls(expected, readChannel(step, channel)).map((difference) =>
              divergence(
                { scenario: transcript.scenario.id, step: step.label, targets: [EXPECTED, transcript.target], channel },
                difference,
              ),
            ),
          ),
        ),
    );
}

function readChannel(step: Step, name: string): Json | undefined {
  const channel = findChannel(name);
  const seen = channel.seenIn(step);
  return seen === undefined ? undefined : channel.toJson(seen);
}
