import { describe, expect, test } from 'vitest';
import type { StepTime } from '../evidence/step-time.ts';
import { compareTimes, describeTime, findDoubt } from './time-class.ts';

function took(durationMs: number, changes: Partial<StepTime> = {}): StepTime {
  return { startedAt: '2026-01-01T00:00:00.000Z', durationMs, stalledMs: 0, contendedMs: 0, ...changes };
}

const streamed = (firstMs: number, lastMs: number, changes: Partial<StepTime> = {}) =>
  took(lastMs, { delivery: { flushes: 9, firstMs, lastMs }, ...changes });

describe('classes', () => {
  test.each([
    [0, 'instant'],
    [99.9, 'instant'],
    [100, 'interactive'],
    [1_999, 'interactive'],
    [2_000, 'slow'],
    [29_999, 'slow'],
    [30_000, 'timeout'],
  ])('%d ms is %s', (durationMs, word) => {
    expect(describeTime(took(durationMs))).toEqual({ class: word });
  });

  test('what the machine took does not count', () => {
    expect(describeTime(took(5_000, { stalledMs: 4_950 }))).toEqual({ class: 'instant' });
  });
});

describe('two times of one step', () => {
  test.each<[string, StepTime, StepTime]>([
    ['that are of one class', took(1), took(99)],
    ['on both sides of a boundary', took(99), took(101)],
    ['of a double and of a database on a slow machine', took(5), took(1_500)],
    ['of which both waited', took(3_000), took(9_000)],
    ['of which one was held up by the machine', took(50), took(6_000, { stalledMs: 5_500 })],
    ['of which one ran while every processor was wanted', took(50), took(6_000, { contendedMs: 5_900 })],
  ])('%s are the same wait', (_, left, right) => {
    expect(compareTimes(left, right)).toEqual([]);
    expect(compareTimes(right, left)).toEqual([]);
  });

  test.each<[string, StepTime, StepTime]>([
    ['one waited for three seconds and the other not at all', took(3_010), took(40)],
    ['one ran into a time-out', took(35_000), took(1_500)],
  ])('differ when %s', (_, slow, fast) => {
    const [left, right] = [describeTime(slow)['class'], describeTime(fast)['class']];

    expect(compareTimes(slow, fast)).toEqual([{ pointer: '/class', kind: 'value', left, right }]);
    expect(compareTimes(fast, slow)).toEqual([{ pointer: '/class', kind: 'value', left: right, right: left }]);
  });
});

test('a time-out on a busy machine is neither a difference nor the same', () => {
  const [slow, fast] = [took(35_000, { contendedMs: 35_000 }), took(1_500)];

  expect(compareTimes(slow, fast)).toEqual([]);
  expect(findDoubt(slow, fast)).toBe(
    'It took 35.0 s on one target and 1.5 s on the other, on a machine whose processors were all wanted',
  );
  expect(findDoubt(took(35_000), fast)).toBeUndefined();
  expect(findDoubt(took(6_000, { contendedMs: 5_900 }), took(50))).toBeUndefined();
});

describe('streams', () => {
  test.each<[string, StepTime, string]>([
    ['came piece by piece', streamed(50, 3_000), 'live'],
    ['came at once', streamed(2_990, 3_000), 'buffered'],
    ['came in one read', streamed(10, 3_000, { delivery: { flushes: 1, firstMs: 10, lastMs: 3_000 } }), 'buffered'],
    ['was over too soon to tell', streamed(1, 900), 'unclear'],
    ['began late', streamed(2_500, 3_000), 'unclear'],
    ['came while every processor was wanted', streamed(2_990, 3_000, { contendedMs: 3_000 }), 'unclear'],
  ])('one that %s', (_, time, liveness) => {
    expect(describeTime(time)).toMatchObject({ liveness });
  });

  test('differ when one is live and the other is buffered', () => {
    expect(compareTimes(streamed(50, 3_000), streamed(2_990, 3_000))).toEqual([
      { pointer: '/liveness', kind: 'value', left: 'live', right: 'buffered' },
    ]);
  });

  test('of which nobody can tell agree with both', () => {
    const short = streamed(1, 900);

    expect(compareTimes(short, streamed(50, 3_000))).toEqual([]);
    expect(compareTimes(short, streamed(2_990, 3_000))).toEqual([]);
  });
});
