import { byStatus } from '../channels/by-status.ts';
import { describeTime } from '../channels/time-class.ts';
import { byEvent } from '../evidence/audit-event.ts';
import { type Channel, type Divergence, divergence, EXPECTED } from '../evidence/divergence.ts';
import { inModelOrder } from '../evidence/llm-call.ts';
import type { Step, Transcript } from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { shortfalls } from './meets-expectation.ts';
import { gapOf } from './recording-gap.ts';

/**
 * Where a target fell short of what the scenario says, up to the place where its recording ends. Two targets that are
 * wrong in the same way agree with each other, but not with this.
 */
export function unmetExpectations(transcript: Transcript): Divergence[] {
  const end = gapOf(transcript, 'left')?.stepIndex ?? transcript.steps.length;
  return transcript.steps.slice(0, end).flatMap((step) =>
    step.expectations.filter(isJsonObject).flatMap((expectation) =>
      Object.entries(expectation).flatMap(([channel, expected]) =>
        shortfalls(expected, observed(step, channel)).map((difference) =>
          divergence(
            {
              scenario: transcript.scenario.id,
              step: step.label,
              targets: [EXPECTED, transcript.target],
              channel: channel as Channel,
            },
            difference,
          ),
        ),
      ),
    ),
  );
}

function observed(step: Step, channel: string): Json | undefined {
  const channels: Readonly<Record<string, unknown>> = {
    ...step.channels,
    http: step.http ?? sharedBy(step),
    stream: step.stream,
    start: step.start ?? step.stop,
    calls: inModelOrder(step.calls),
    db: step.tables,
    audit: step.audit === undefined ? undefined : byEvent(step.audit),
    time: step.time === undefined ? undefined : { ...step.time, ...describeTime(step.time) },
  };
  const value = channels[channel];
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function sharedBy({ concurrently }: Step): unknown {
  return concurrently === undefined ? undefined : { ...concurrently, responses: byStatus(concurrently.responses) };
}
