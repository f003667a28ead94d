import { expect, test } from 'vitest';
import { sampleEvidence } from '../testing/evidence/sample-manifest.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { compareWithBaseline } from './baseline.ts';
import { judge } from './judge.ts';

const answering = (body: Record<string, number>) =>
  judge(
    sampleEvidence({}, [
      sampleTranscript(),
      sampleTranscript({ target: 'real', steps: [sampleStep({ http: sampleExchange({ body }) })] }),
    ]),
  );

test('a divergence is new, persists or is fixed', () => {
  const before = { ...answering({ old: 1, gone: 1 }), runId: 'before' };

  const { divergences, baseline } = compareWithBaseline(answering({ old: 1, fresh: 1 }), before);

  const id = (pointer: string) =>
    [...divergences, ...before.divergences].find((one) => one.pointer === `/response/body/${pointer}`)?.id;
  expect(divergences).toMatchObject([{ since: 'persisting' }, { since: 'new' }]);
  expect(baseline).toEqual({ runId: 'before', new: [id('fresh')], persisting: [id('old')], fixed: [id('gone')] });
});

test('what was not run again is not called fixed', () => {
  const before = { ...answering({ gone: 1 }), runId: 'before' };

  const { baseline } = compareWithBaseline({ ...answering({}), scenarios: [] }, before);

  expect(baseline).toMatchObject({ fixed: [] });
});
