/**
 * What comparing costs, in one run on one machine: `node bench/compare/main.ts [pairs]` (default 2,000; 50,000 pairs are
 * 100,000 transcripts of 20 steps). First against two libraries that diff JSON, on the same documents; then whether the cost
 * of a pair and the memory stay the same as pairs go by.
 */
import { performance } from 'node:perf_hooks';
import { create } from 'jsondiffpatch';
import microdiff from 'microdiff';
import { canonicalise } from '../../harness/judge/canonicalise.ts';
import { JsonComparison } from '../../harness/judge/compare-json.ts';
import { compareTranscripts } from '../../harness/judge/compare-transcripts.ts';
import { makeTranscript } from './transcripts.ts';

const PAIRS = Number(process.argv[2] ?? 2_000);
const ROUNDS = 40;

againstPeers();
atLength();

/** Each on its own terms: the libraries report every new id as a difference, and stop at that. */
function againstPeers(): void {
  const [left, right] = [makeTranscript(1, 'mock'), makeTranscript(1, 'real')];
  const [a, b] = [canonicalise(left, []), canonicalise(right, [])].map((one) => JSON.parse(JSON.stringify(one.steps)));
  const patch = create({ objectHash: (item: object) => ('id' in item ? String(item.id) : JSON.stringify(item)) });
  const plain = (value: unknown) => value as Record<string, unknown>;
  const documents = {
    'the transcripts as they are': {
      ours: () => compareTranscripts(left, right, []).length,
      jsondiffpatch: () => Object.keys(patch.diff(left, right) ?? {}).length,
      microdiff: () => microdiff(plain(left), plain(right)).length,
    },
    'their canonical forms': {
      ours: () => new JsonComparison().compare(a, b).length,
      jsondiffpatch: () => Object.keys(patch.diff(a, b) ?? {}).length,
      microdiff: () => microdiff(a, b).length,
    },
  };
  for (const [what, subjects] of Object.entries(documents)) {
    console.log(`\n${what} (20 steps, 200 items)`);
    const ours = medianMs(subjects.ours);
    for (const [name, run] of Object.entries(subjects)) {
      const ms = name === 'ours' ? ours : medianMs(run);
      console.log(`  ${name.padEnd(14)} ${ms.toFixed(3)} ms  ${(ms / ours).toFixed(2)} x ours  ${run()} differences`);
    }
  }
}

function atLength(): void {
  console.log(`\n${PAIRS} pairs, one after the other`);
  let differences = 0;
  let startedMs = performance.now();
  let spentMs = 0;
  for (let index = 1; index <= PAIRS; index += 1) {
    const [left, right] = [makeTranscript(index, 'mock'), makeTranscript(index, 'real')];
    startedMs = performance.now();
    differences += compareTranscripts(left, right, []).length;
    spentMs += performance.now() - startedMs;
    if (index % Math.ceil(PAIRS / 5) !== 0) {
      continue;
    }
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    console.log(
      `  ${String(index).padStart(7)}  ${(spentMs / Math.ceil(PAIRS / 5)).toFixed(3)} ms a pair  ${megabytes} MB resident`,
    );
    spentMs = 0;
  }
  console.log(`  ${differences} differences, where there are none`);
}

function medianMs(run: () => unknown): number {
  for (let warm = 0; warm < 10; warm += 1) {
    run();
  }
  const times = Array.from({ length: ROUNDS }, () => {
    const startedMs = performance.now();
    run();
    return performance.now() - startedMs;
  });
  return times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0;
}
