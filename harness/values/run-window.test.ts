import { expect, test } from 'vitest';
import { describeDistance } from './run-window.ts';

const RUN = { fromMs: Date.parse('2026-01-10T12:00:00Z'), toMs: Date.parse('2026-01-10T12:00:10Z') };
const at = (text: string) => describeDistance(Date.parse(text), RUN);

test('what came about during the run needs no word, give or take the skew of a clock', () => {
  expect([at('2026-01-10T11:59:56Z'), at('2026-01-10T12:00:05Z'), at('2026-01-10T12:00:14Z')]).toEqual(['', '', '']);
});

test('a clock in another zone shows in minutes', () => {
  expect(at('2026-01-10T10:00:03Z')).toBe(' 120min before the run');
  expect(at('2026-01-10T13:00:10Z')).toBe(' 60min after the step');
});

test('what lies further back than a day is no product of the run, and stands as it is', () => {
  expect(at('2024-05-01T00:00:00Z')).toBe(' 2024-05-01T00:00:00.000Z');
});
