import { expect, test } from 'vitest';
import { sampleStep, sampleTime } from '../testing/evidence/sample-transcript.ts';
import { findWindows } from './step-windows.ts';

const RUN = { fromMs: Date.parse('2026-01-10T12:00:00Z'), toMs: Date.parse('2026-01-10T12:00:10Z') };

test('the window of a step begins with the first request and ends with the step', () => {
  const steps = [
    sampleStep({ label: 'start' }),
    sampleStep({ time: sampleTime({ startedAt: '2026-01-10T12:00:00.000Z', durationMs: 100 }) }),
    sampleStep({ time: sampleTime({ startedAt: '2026-01-10T12:00:09.000Z', durationMs: 1_000 }) }),
    sampleStep({ label: 'read the tables' }),
  ];

  expect(findWindows(steps)).toEqual([undefined, { ...RUN, toMs: RUN.fromMs + 100 }, RUN, RUN]);
});
