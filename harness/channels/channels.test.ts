import { describe, expect, test } from 'vitest';
import type { OutgoingRequest } from '../evidence/outgoing-request.ts';
import type { Step } from '../evidence/step.ts';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import {
  sampleCall,
  sampleExchange,
  sampleStep,
  sampleStream,
  sampleTime,
  sampleTranscript,
} from '../testing/evidence/sample-transcript.ts';
import type { Json } from '../values/json.ts';
import { CHANNELS, findChannel } from './channels.ts';

type Seen = Readonly<{ [Part in keyof Step]?: Step[Part] | undefined }>;

/** For every channel two steps that differ in it and in nothing else. */
const PAIRS: Readonly<Record<string, readonly [Seen, Seen]>> = {
  start: [{ start: { outcome: 'listening' } }, { start: refused('28P01') }],
  http: [{ http: sampleExchange({ status: 201 }) }, { http: sampleExchange({ status: 200 }) }],
  stream: [
    { stream: sampleStream(streamed('delta'), streamed('done')) },
    { stream: sampleStream(streamed('done'), streamed('delta')) },
  ],
  calls: [{ calls: [sampleCall()] }, { calls: [] }],
  outgoing: [{ outgoing: [sent({ amount: 42 })] }, { outgoing: [sent({ amount: 4200 })] }],
  db: [{ tables: { users: [{ name: 'Ada' }] } }, { tables: { users: [{ name: null }] } }],
  audit: [{ audit: [logged('login_failed')] }, { audit: [logged('login_failed'), logged('login_failed')] }],
  time: [{ time: sampleTime({ durationMs: 3_000 }) }, { time: sampleTime({ durationMs: 20 }) }],
};

/** What of a step a channel is read from. */
const PARTS: Readonly<Record<string, keyof Step>> = {
  start: 'start',
  http: 'http',
  stream: 'stream',
  calls: 'calls',
  outgoing: 'outgoing',
  db: 'tables',
  audit: 'audit',
  time: 'time',
};

function refused(code: string): Step['start'] {
  return { outcome: 'refused', code, exitCode: 1, message: 'no', hint: 'none' };
}

function sent(body: Json): OutgoingRequest {
  return { method: 'POST', url: 'https://a.test/', body, outcome: { status: 'answered', httpStatus: 200, body: null } };
}

function streamed(event: string) {
  return { event, id: null, data: {} };
}

function logged(event: string) {
  return { event, level: 'warn', fields: { userId: null } };
}

function compared(left: Seen, right: Seen): string[] {
  const one = (target: string, seen: Seen) => sampleTranscript({ target, steps: [stepWith(seen)] });
  return compareTranscripts(one('mock', left), one('real', right), []).map(({ channel }) => channel);
}

/** Without the parts that are undefined. `calls` is a list in any case. */
function stepWith(seen: Seen): Step {
  const step: Step = JSON.parse(JSON.stringify({ ...sampleStep(), ...seen }));
  return { ...step, calls: step.calls ?? [] };
}

describe.each(CHANNELS.map(({ name }) => name))('%s', (channel) => {
  const [left, right] = PAIRS[channel] ?? [{}, {}];

  test('shows what no other channel shows', () => {
    expect(new Set(compared(left, right))).toEqual(new Set([channel]));
  });

  test('turned off, loses what it showed', () => {
    const [a, b] = [left, right].map((seen) => ({ ...seen, [PARTS[channel] ?? '']: undefined }));

    expect(compared(a ?? {}, b ?? {})).toEqual([]);
  });

  test('shows what fits its schema', () => {
    const { schema, seenIn } = findChannel(channel);

    expect([left, right].map((seen) => schema.safeParse(seenIn(stepWith(seen))).error)).toEqual([undefined, undefined]);
  });

  test('says of every part that it does not compare exactly why that is', () => {
    const { compared: parts } = findChannel(channel);

    expect(parts).not.toEqual([]);
    expect(parts.filter(({ how, why }) => how.startsWith('not compared') && why === undefined)).toEqual([]);
  });

  test('that only one target has is a divergence', () => {
    expect(compared(left, {})).toContain(channel);
    expect(compared({}, left)).toContain(channel);
  });
});
