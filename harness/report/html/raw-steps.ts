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
  boot,
  stop,
  http,
  together,
  hangUp,
  stream,
  calls,
  tables,
  channels: ownChannels = {},
  audit,
  time,
}: Step): CanonicalStep['channels'] {
  const channels: Partial<Record<Channel, Json>> = {};
  if (boot !== undefined) {
    channels.boot = asJson(boot);
  }
  if (stop !== undefined) {
    channels.boot = asJson(stop);
  }
  if (http !== undefined) {
    channels.http = asJson(http);
  }
  if (together !== undefined) {
    channels.http = asJson(together);
  }
  if (hangUp !== undefined) {
    channels.http = asJson(hangUp);
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
