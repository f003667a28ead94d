import { byEvent } from '../../../evidence/audit-event.ts';
import type { Channel } from '../../../evidence/divergence.ts';
import { inModelOrder } from '../../../evidence/llm-call.ts';
import type { Step, Transcript } from '../../../evidence/transcript.ts';
import { AFTERWARDS, type CanonicalStep } from '../../../judge/canonicalise.ts';
import type { Json } from '../../../values/json.ts';

/** The steps of a transcript as they were seen, in the shape of the canonical ones, so that one view draws both. */
export function listRawSteps({ steps, tables, channels = {} }: Transcript): CanonicalStep[] {
  const own = steps.map((step) => ({ label: step.label, channels: getChannels(step) }));
  const left = { ...(tables === null ? {} : { db: toJson(tables) }), ...channels };
  return Object.keys(left).length === 0 ? own : [...own, { label: AFTERWARDS, channels: left }];
}

function getChannels({
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
    channels.start = toJson(start);
  }
  if (stop !== undefined) {
    channels.start = toJson(stop);
  }
  if (http !== undefined) {
    channels.http = toJson(http);
  }
  if (concurrently !== undefined) {
    channels.http = toJson(concurrently);
  }
  if (abort !== undefined) {
    channels.http = toJson(abort);
  }
  if (stream !== undefined) {
    channels.stream = toJson(stream);
  }
  channels.calls = toJson(inModelOrder(calls));
  if (tables !== undefined) {
    channels.db = toJson(tables);
  }
  if (audit !== undefined) {
    channels.audit = toJson(byEvent(audit));
  }
  if (time !== undefined) {
    channels.time = toJson(time);
  }
  return { ...channels, ...ownChannels };
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
