import { expect, test } from 'vitest';
import type { Divergence } from '../../../evidence/divergence.ts';
import { sampleCall, sampleStep, sampleTranscript } from '../../../testing/evidence/sample-transcript.ts';
import { findProblems } from './find-problems.ts';

test('reads a channel that is a list as a whole', () => {
  const steps = [{ ...sampleStep(), label: 'POST /a', calls: [sampleCall()] }];
  const divergence: Divergence = {
    id: '1',
    scenario: 'a/b',
    step: 'POST /a',
    targets: ['mock', 'real'],
    channel: 'calls',
    pointer: '/0/model',
    kind: 'value',
    left: 'gpt-4o',
    right: 'gpt-4o-mini',
  };

  const problems = findProblems(divergence, [
    sampleTranscript({ target: 'mock', steps }),
    sampleTranscript({ target: 'real', steps }),
  ]);

  expect(problems).toEqual({});
});
