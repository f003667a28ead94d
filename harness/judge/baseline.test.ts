import { describe, expect, test } from 'vitest';
import type { CellCoverage } from '../evidence/coverage.ts';
import type { Verdict } from '../evidence/verdict.ts';
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

describe('what must be seen', () => {
  const cell = (id: string, isExempt = false): CellCoverage => ({
    ...{ id, route: 'GET /a', access: 'public', outcome: '200', targets: { mock: isExempt ? 'missing' : 'covered' } },
    ...(isExempt ? { exempt: { owner: 'ada', reason: 'rare' } } : {}),
  });
  const seeing = (...list: readonly CellCoverage[]): Verdict & { readonly runId: string } => ({
    ...answering({}),
    runId: 'run',
    coverage: { endpoints: [], cells: { required: list.length, covered: list.length, exempt: 0, list } },
  });

  test('is never green where it is less than before, and the lost cells are named', () => {
    const before = seeing(cell('GET /a public 200'), cell('GET /b anonymous 401'));

    const verdict = compareWithBaseline(seeing(cell('GET /a public 200')), before);

    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      reasons: [{ code: 'coverage_shrunk', message: expect.stringContaining('GET /b anonymous 401') }],
    });
  });

  test('is less where a document is not named any more', () => {
    const verdict = compareWithBaseline(answering({}), seeing(cell('GET /a public 200')));

    expect(verdict).toMatchObject({ verdict: 'inconclusive', reasons: [{ code: 'coverage_shrunk' }] });
  });

  test('is less where a cell that was seen is now exempt', () => {
    const before = seeing(cell('GET /a public 200'));

    const verdict = compareWithBaseline(seeing(cell('GET /a public 200', true)), before);

    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      reasons: [{ message: expect.stringContaining('now exempt') }],
    });
  });

  test('may be more than before', () => {
    const before = seeing(cell('GET /a public 200'));

    const verdict = compareWithBaseline(seeing(cell('GET /a public 200'), cell('GET /b public 200')), before);

    expect(verdict).toMatchObject({ verdict: 'equivalent', reasons: [] });
  });
});
