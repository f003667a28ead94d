import { describe, expect, test } from 'vitest';
import type { Rule } from '../evidence/rule.ts';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import { sampleStep, sampleStream, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { StreamEvent } from '../values/event-stream.ts';
import type { JsonObject } from '../values/json.ts';
import { toCanonicalEvents } from './stream-rules.ts';

const RULES: readonly Rule[] = [
  { channel: 'stream', pointer: '/*/id', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/sequence', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/text', as: 'delta' },
  { channel: 'stream', pointer: '/*/data/stage', as: 'parallel' },
];

/** A stream whose ids and sequence numbers count from 1. */
function stream(...events: readonly (readonly [event: string, data: JsonObject])[]): StreamEvent[] {
  return events.map(([event, data], index) => ({
    event,
    id: String(index + 1),
    data: { sequence: index + 1, ...data },
  }));
}

function compare(left: readonly StreamEvent[], right: readonly StreamEvent[]) {
  const [a, b] = [left, right].map((events) => [sampleStep({ stream: sampleStream(...events) })]);
  return compareTranscripts(
    sampleTranscript({ steps: a ?? [] }),
    sampleTranscript({ target: 'real', steps: b ?? [] }),
    RULES,
  ).map(({ channel, kind, pointer }) => `${channel} ${kind} ${pointer}`);
}

describe('what does not matter', () => {
  test('how a text was cut into pieces', () => {
    const whole = stream(['delta', { text: 'Hello world' }], ['done', {}]);
    const pieces = stream(
      ['delta', { text: 'Hel' }],
      ['delta', { text: 'lo ' }],
      ['delta', { text: 'world' }],
      ['done', {}],
    );

    expect(compare(whole, pieces)).toEqual([]);
  });

  test('which of several parallel calls came first', () => {
    const start = ['start', {}] as const;
    const call = (model: string) => ['answered', { stage: 'initial', model }] as const;

    expect(compare(stream(start, call('a'), call('b')), stream(start, call('b'), call('a')))).toEqual([]);
  });

  test('which of several parallel calls came first where a stream is taken up again', () => {
    const one = stream(['start', {}], ['answer', { stage: 'x', model: 'a' }], ['answer', { stage: 'x', model: 'b' }]);
    const other = stream(['start', {}], ['answer', { stage: 'x', model: 'b' }], ['answer', { stage: 'x', model: 'a' }]);

    expect(compare(one.slice(1), other.slice(1))).toEqual([]);
  });
});

describe('what matters', () => {
  test('the words', () => {
    expect(compare(stream(['delta', { text: 'yes' }]), stream(['delta', { text: 'no' }]))).toEqual([
      'stream value /0/data/text',
    ]);
  });

  test('the names of the events', () => {
    expect(compare(stream(['done', {}]), stream(['failed', {}]))).toEqual(['stream event /0/event']);
  });

  test('an event that is missing', () => {
    expect(compare(stream(['start', {}], ['done', {}]), stream(['start', {}]))).toContain('stream length ');
  });

  test('the order of what is not parallel', () => {
    const [first, second] = [
      ['answered', { stage: 'initial', model: 'a' }],
      ['answered', { stage: 'review', model: 'a' }],
    ] as const;

    expect(compare(stream(first, second), stream(second, first))).not.toEqual([]);
  });

  test('a number that was left out', () => {
    const gap = stream(['start', {}], ['done', {}]).map((event, index) =>
      index === 1 ? { ...event, id: '3' } : event,
    );

    expect(compare(stream(['start', {}], ['done', {}]), gap)).toEqual(['stream value /1/id']);
  });
});

test('without rules, events are compared as they are', () => {
  const events = stream(['delta', { text: 'a' }], ['delta', { text: 'b' }]);

  expect(toCanonicalEvents(events, [])).toEqual(events);
});
