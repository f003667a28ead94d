import { expect, test } from 'vitest';
import type { AuditEvent } from '../evidence/audit-event.ts';
import type { HttpResponse } from '../evidence/step.ts';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';

const id = (digit: number) => `${digit}1111111-1111-4111-8111-111111111111`;

/** One answer to a request of its own id, with what was counted for it. */
function answer(digit: number, status: number, left: number): HttpResponse {
  return {
    status,
    headers: [
      ['x-request-id', id(digit)],
      ['ratelimit', `r=${left}`],
    ],
    body: { code: `c${status}` },
  };
}

const reused = (digit: number): AuditEvent => ({
  event: 'reused',
  level: 'warn',
  fields: { requestId: id(digit) },
});

function concurrently(target: string, responses: readonly HttpResponse[], audit: readonly AuditEvent[] = []) {
  const { request } = sampleExchange();
  const { http: _, ...step } = sampleStep({ label: '3 x GET /thing', audit });
  return sampleTranscript({ target, steps: [{ ...step, concurrently: { request, responses } }] });
}

const found = (left: ReturnType<typeof concurrently>, right: ReturnType<typeof concurrently>) =>
  compareTranscripts(left, right, []).map(({ channel, pointer, kind }) => `${channel} ${kind} ${pointer}`);

test('it does not matter which copy was served and which was counted first', () => {
  const left = concurrently('mock', [answer(1, 200, 9), answer(2, 409, 8), answer(3, 409, 7)]);
  const right = concurrently('real', [answer(4, 409, 9), answer(5, 409, 8), answer(6, 200, 7)]);

  expect(found(left, right)).toEqual([]);
});

test('it does not matter which of the equal answers an event is about, as long as it is about one', () => {
  const left = concurrently('mock', [answer(1, 200, 9), answer(2, 401, 8), answer(3, 401, 7)], [reused(3)]);
  const right = concurrently('real', [answer(4, 401, 9), answer(5, 401, 8), answer(6, 200, 7)], [reused(4)]);

  expect(found(left, right)).toEqual([]);
});

test('an event about an answer of another kind is a divergence', () => {
  const left = concurrently('mock', [answer(1, 200, 9), answer(2, 401, 8), answer(3, 401, 7)], [reused(3)]);
  const right = concurrently('real', [answer(4, 200, 9), answer(5, 401, 8), answer(6, 401, 7)], [reused(4)]);

  expect(found(left, right)).not.toEqual([]);
});

test('another number of answers of a status is a divergence, at that status', () => {
  const left = concurrently('mock', [answer(1, 200, 9), answer(2, 409, 8), answer(3, 409, 7)]);
  const right = concurrently('real', [answer(4, 200, 9), answer(5, 409, 8), answer(6, 500, 7)]);

  expect(found(left, right)).toEqual([
    'http length /responses/409',
    'http missing /responses/409/1',
    'http extra /responses/500',
  ]);
});

test('a counter that counts otherwise is a divergence', () => {
  const left = concurrently('mock', [answer(1, 200, 9), answer(2, 409, 8)]);
  const right = concurrently('real', [answer(3, 200, 9), answer(4, 409, 9)]);

  expect(found(left, right)).toEqual(['http value /headers/ratelimit/0']);
});

test('a header that moves from one status to another is a divergence', () => {
  const with201 = answer(1, 201, 9);
  const with409 = answer(2, 409, 8);
  const located = (response: HttpResponse): HttpResponse => ({
    ...response,
    headers: [...response.headers, ['location', '/things']],
  });
  const left = concurrently('mock', [located(with201), with409]);
  const right = concurrently('real', [with201, located(with409)]);

  expect(found(left, right)).toEqual([
    'http missing /headersByStatus/201/location',
    'http extra /headersByStatus/409/location',
  ]);
});

test('values of a header that two statuses exchange are a divergence', () => {
  const cached = (digit: number, status: number, value: string): HttpResponse => ({
    ...answer(digit, status, 9),
    headers: [['cache-control', value]],
  });
  const left = concurrently('mock', [cached(1, 201, 'no-store'), cached(2, 409, 'no-cache')]);
  const right = concurrently('real', [cached(3, 201, 'no-cache'), cached(4, 409, 'no-store')]);

  expect(found(left, right)).toHaveLength(2);
});
