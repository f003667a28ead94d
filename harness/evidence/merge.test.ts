import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../judge/judge.ts';
import { sampleEvidence, samplePart } from '../testing/evidence/sample-manifest.ts';
import { sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { SealedEvidence } from './evidence.ts';
import { mergeEvidence } from './merge.ts';

const IDS = ['a/one', 'a/two', 'b/three', 'b/four', 'c/five'];
const TARGETS = ['mock', 'real', 'process'];
const CONFIGURATION = { sha256: '0'.repeat(64), targets: TARGETS };

/** The evidence of one machine: some scenarios on some targets. */
function createPart(
  ids: readonly string[],
  names: readonly string[],
  shard: { index: number; of: number } | null,
): SealedEvidence {
  const scenarios = ids.map((id) => ({ id, title: id, file: 'suites/x.scenario.ts' }));
  const targets = names.map((name) => ({
    name,
    witness: { name, databases: ids.length, host: `h${shard?.index ?? 0}` },
  }));
  const part = samplePart({ runId: `${names.join('+')}-${shard?.index ?? 0}`, shard, targets });
  return sampleEvidence(
    { targets, scenarios, suite: IDS, parts: [part], configuration: CONFIGURATION },
    names.flatMap((target) => scenarios.map((scenario) => sampleTranscript({ scenario, target }))),
  );
}

const mergeAll = ([first, ...rest]: readonly SealedEvidence[]) =>
  first === undefined ? undefined : rest.reduce(mergeEvidence, first);

/** Parts that fit together: every scenario on one of the shards, or every target on a machine of its own. */
const parts = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: IDS.length, maxLength: IDS.length }).map((assigned) =>
    [0, 1, 2, 3].map((shard) =>
      createPart(
        IDS.filter((_, index) => assigned[index] === shard),
        ['mock', 'real'],
        { index: shard + 1, of: 4 },
      ),
    ),
  ),
  fc.shuffledSubarray(TARGETS, { minLength: 2 }).map((names) => names.map((name) => createPart(IDS, [name], null))),
);

test('the order of the parts has no meaning', () => {
  fc.assert(
    fc.property(
      parts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(mergeAll(shuffled)).toEqual(mergeAll(all));
      },
    ),
  );
});

test('the grouping of the parts has no meaning', () => {
  fc.assert(
    fc.property(parts, fc.nat(), (all, at) => {
      const cut = 1 + (at % (all.length - 1));
      const [left, right] = [mergeAll(all.slice(0, cut)), mergeAll(all.slice(cut))];

      expect(left && right && mergeEvidence(left, right)).toEqual(mergeAll(all));
    }),
  );
});

test('the parts together give the verdict of the whole', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const merged = mergeAll(all);

      expect(merged && judge(merged)).toMatchObject({ verdict: 'equivalent', counts: { scenarios: IDS.length } });
    }),
  );
});

test('what the parts witnessed is counted together and listed', () => {
  const merged = mergeAll([1, 2].map((index) => createPart([IDS[index] ?? ''], ['mock', 'real'], { index, of: 2 })));

  expect(merged?.manifest.targets).toMatchObject([
    { name: 'mock', witness: { databases: 2, host: ['h1', 'h2'] } },
    { name: 'real', witness: { databases: 2, host: ['h1', 'h2'] } },
  ]);
});
