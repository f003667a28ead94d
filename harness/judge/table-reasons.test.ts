import { expect, test } from 'vitest';
import { sampleEvidence } from '../testing/evidence/sample-manifest.ts';
import { sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { judge } from './judge.ts';

const steps = [sampleStep({ label: 'start', start: { outcome: 'listening' } }), sampleStep()];
const mock = sampleTranscript({ steps, tables: null });
const real = sampleTranscript({ target: 'real', steps, tables: { users: [{ id: 1 }], empty: [] } });

test('a target that shows no tables beside one that does is told to show them', () => {
  const verdict = judge({ manifest: sampleEvidence({}).manifest, transcripts: [mock, real] });

  expect(verdict).toMatchObject({
    verdict: 'inconclusive',
    divergences: [],
    reasons: [
      {
        code: 'tables_unshown',
        target: 'mock',
        message: 'real shows rows of users; mock shows none, so they were not compared.',
        hint: 'Give mock `tables`: what its store holds, by table.',
      },
    ],
  });
});

test('a target that could not be started is compared with nothing, and its fault is the reason', () => {
  const fault = { code: 'target_failed' as const, message: 'setUp() failed: no.', hint: 'Look at it.' };
  const failed = sampleTranscript({ target: 'real', steps: [], tables: null, faults: [fault] });

  const verdict = judge({ manifest: sampleEvidence({}).manifest, transcripts: [mock, failed] });

  expect(verdict).toMatchObject({ verdict: 'inconclusive', divergences: [], reasons: [{ code: 'target_failed' }] });
});

test('a transcript without any step and without a fault is no evidence', () => {
  const empty = sampleTranscript({ target: 'real', steps: [], tables: null });

  const verdict = judge({ manifest: sampleEvidence({}).manifest, transcripts: [mock, empty] });

  expect(verdict).toMatchObject({ verdict: 'inconclusive', divergences: [], reasons: [{ code: 'nothing_observed' }] });
});
