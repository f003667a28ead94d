import { expect, test } from 'vitest';
import { startStopwatch } from './stopwatch.ts';

function manualClock() {
  const time = { ms: 0, processorMs: 0, contentionMs: 0 };
  return {
    pass: (ms: number, processorMs: number, contentionMs = 0) => {
      time.ms += ms;
      time.processorMs += processorMs;
      time.contentionMs += contentionMs;
    },
    now: () => new Date(Date.UTC(2026, 0, 1) + time.ms),
    monotonicMs: () => time.ms,
    processorMs: () => time.processorMs,
    contentionMs: () => time.contentionMs,
  };
}

test('a step is measured from its start to its end', () => {
  const clock = manualClock();
  using stopwatch = startStopwatch(clock);

  clock.pass(12.34, 12.34);

  expect(stopwatch.stop()).toEqual({
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 12.3,
    stalledMs: 0,
    contendedMs: 0,
  });
});

test('time in which the process neither waited for its timer nor computed was taken by the machine', () => {
  const clock = manualClock();
  using stopwatch = startStopwatch(clock);

  clock.pass(500, 80);

  expect(stopwatch.stop()).toMatchObject({ durationMs: 500, stalledMs: 400 });
});

test('time in which the process computed was its own', () => {
  const clock = manualClock();
  using stopwatch = startStopwatch(clock);

  clock.pass(500, 500);

  expect(stopwatch.stop()).toMatchObject({ durationMs: 500, stalledMs: 0 });
});

test('time in which others waited for a processor is noted', () => {
  const clock = manualClock();
  using stopwatch = startStopwatch(clock);

  clock.pass(500, 500, 420);

  expect(stopwatch.stop()).toMatchObject({ contendedMs: 420 });
});

test('a machine that keeps no account of that says nothing', () => {
  const clock = { ...manualClock(), contentionMs: () => null };
  using stopwatch = startStopwatch(clock);

  expect(stopwatch.stop()).toMatchObject({ contendedMs: null });
});
