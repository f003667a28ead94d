import { byEvent } from '../../evidence/audit-event.ts';
import type { Channel } from '../../evidence/divergence.ts';
import { inModelOrder } from '../../evidence/llm-call.ts';
import type { Step, Transcript } from '../../evidence/transcript.ts';
import { AFTERWARDS, type CanonicalStep } from '../../judge/canonicalise.ts';
import type { Json } from '../../values/json.ts';

/** The steps of a transcript as they were seen, in the shape of the canonical ones, so that one view draws both. */
export function rawSteps({ steps, tables, channels = {} }: Transcript): CanonicalStep[] {
  const own = steps.map((step) => ({ label: step.label, channels: channelsOf(step) }));
  const left = { ...(tables === null ? {} : { db: asJson(tables) }), ...channels };
  return Object.keys(left).length === 0 ? own : [...own, { label: AFTERWARDS, channels: left }];
}

function channelsOf({
  start,
  stop,
  http,
  concurrently,
  abort,
  stream,
  calls,
  tables,
  channels: ownChannels = {},
  audit,
  time,
}: Step): CanonicalStep['channels'] {
  const channels: Partial<Record<Channel, Json>> = {};
  if (start !== undefined) {
    channels.start = asJson(start);
  }
  if (stop !== undefined) {
    channels.start = asJson(stop);
  }
  if (http !== undefined) {
    channels.http = asJson(http);
  }
  if (concurrently !== undefined) {
    channels.http = asJson(concurrently);
  }
  if (abort !== undefined) {
    channels.http = asJson(abort);
  }
  if (stream !== undefined) {
    channels.stream = asJson(stream);
  }
  channels.calls = asJson(inModelOrder(calls));
  if (tables !== undefined) {
    channels.db = asJson(tables);
  }
  if (audit !== undefined) {
    channels.audit = asJson(byEvent(audit));
  }
  if (time !== undefined) {
    channels.time = asJson(time);
  }
  return { ...channels, ...ownChannels };
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
