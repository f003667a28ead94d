import { expect, test } from 'vitest';
import { sampleStep, sampleTime, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { listDoubtReasons } from './doubt-reasons.ts';

const observed = (target: string, durationMs: number, contendedMs: number) =>
  sampleTranscript({ target, steps: [sampleStep({ time: sampleTime({ durationMs, contendedMs }) })] });

test('a time-out on a busy machine leaves a reason that names step, targets and the next command', () => {
  expect(listDoubtReasons(observed('mock', 20, 0), observed('real', 35_000, 34_000))).toEqual([
    {
      code: 'machine_contended',
      scenario: 'sample/does-something',
      target: 'real',
      message: expect.stringMatching(
        /^GET \/thing cannot be compared on the channel time: It took 35\.0 s .*\(mock, real\)\.$/,
      ),
      hint: expect.stringContaining('npx parity run'),
    },
  ]);
});

test('a time-out on an idle machine leaves none', () => {
  expect(listDoubtReasons(observed('mock', 20, 0), observed('real', 35_000, 0))).toEqual([]);
});
