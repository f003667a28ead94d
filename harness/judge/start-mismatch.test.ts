import { describe, expect, test } from 'vitest';
import type { Step } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { compareTranscripts } from './compare-transcripts.ts';
import { listStartReasons } from './start-reasons.ts';

const started = (start: NonNullable<Step['start']>): Step => ({ label: 'start', start, calls: [], expectations: [] });
const REFUSAL = { outcome: 'refused', code: '28P01', exitCode: 78, message: 'No entry.', hint: 'Ask.' } as const;

const listening: Transcript = sampleTranscript({
  steps: [started({ outcome: 'listening' }), sampleStep(), sampleStep({ http: sampleExchange({ status: 404 }) })],
  tables: { notes: [{ id: 1 }] },
});
const refused: Transcript = sampleTranscript({ target: 'real', steps: [started(REFUSAL)], tables: { notes: [] } });

describe('two targets of which one refuses to start', () => {
  test.each([
    ['the second', listening, refused, 'listening', 'refused'],
    ['the first', refused, listening, 'refused', 'listening'],
  ])('differ in their start alone: %s', (_, one, other, left, right) => {
    expect(compareTranscripts(one, other, [])).toMatchObject([
      { step: 'start', channel: 'start', pointer: '/outcome', kind: 'value', left, right },
    ]);
    expect(compareTranscripts(one, other, [])).toHaveLength(1);
  });

  test('leave a reason that says what was compared with nothing, and why', () => {
    expect(listStartReasons(listening, refused)).toEqual([
      {
        code: 'not_compared',
        scenario: 'sample/does-something',
        target: 'real',
        message: 'It did not start (28P01: No entry.), so what mock did afterwards was compared with nothing.',
        hint: expect.any(String),
      },
    ]);
  });

  test('are compared in full where both refuse', () => {
    const otherwise = sampleTranscript({ target: 'real', steps: [started({ ...REFUSAL, code: '3D000' })] });
    const one = sampleTranscript({ steps: [started(REFUSAL)] });

    expect(compareTranscripts(one, otherwise, [])).toMatchObject([{ channel: 'start', pointer: '/code' }]);
    expect(listStartReasons(one, otherwise)).toEqual([]);
  });
});
