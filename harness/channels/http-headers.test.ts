import { describe, expect, test } from 'vitest';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import { sampleExchange, sampleStep, sampleTime, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { HeaderList } from '../values/headers.ts';

const NOON = 'Sat, 10 Jan 2026 12:00:00 GMT';

/** A response to a request that was sent at noon. */
function observed(target: string, headers: HeaderList, method = 'GET') {
  const { request, response } = sampleExchange();
  const time = sampleTime({ startedAt: '2026-01-10T12:00:00.000Z' });
  const http = { request: { ...request, method }, response: { ...response, headers } };
  return sampleTranscript({ target, steps: [sampleStep({ http, time })] });
}

const found = (left: HeaderList, right: HeaderList, method?: string) =>
  compareTranscripts(observed('mock', left, method), observed('real', right, method), []).map(
    ({ pointer, kind }) => `${kind} ${pointer}`,
  );

describe('date', () => {
  test('within five minutes of the run is the same', () => {
    expect(found([['date', NOON]], [['date', 'Sat, 10 Jan 2026 12:04:00 GMT']])).toEqual([]);
  });

  test.each<[string, HeaderList, string]>([
    ['missing', [], 'missing'],
    ['an hour late', [['date', 'Sat, 10 Jan 2026 13:00:00 GMT']], 'value'],
    ['on another weekday', [['date', 'Sun, 10 Jan 2026 12:00:00 GMT']], 'value'],
    ['in another format', [['date', '2026-01-10T12:00:00Z']], 'value'],
    [
      'sent twice',
      [
        ['date', NOON],
        ['date', NOON],
      ],
      'value',
    ],
  ])('that is %s is a divergence', (_, right, kind) => {
    expect(found([['date', NOON]], right)).toEqual([`${kind} /response/headers/date`]);
  });
});

describe('what follows from the body', () => {
  test('an entity tag keeps its form', () => {
    expect(found([['etag', '"a"']], [['etag', '"b"']])).toEqual([]);
    expect(found([['etag', '"a"']], [['etag', 'W/"a"']])).toHaveLength(1);
    expect(found([['etag', '"a"']], [['etag', 'a']])).toHaveLength(1);
    expect(found([['etag', '"a"']], [['etag', '<etag>']])).toHaveLength(1);
  });

  test('a length and chunks frame the same body', () => {
    expect(found([['content-length', '2']], [['transfer-encoding', 'chunked']])).toEqual([]);
  });

  test('a length that is no number is a divergence, and so is none in a response to HEAD', () => {
    expect(found([['content-length', '2']], [['content-length', 'two']])).toHaveLength(1);
    expect(found([['content-length', '2']], [], 'HEAD')).toEqual(['missing /response/headers/content-length']);
  });
});
