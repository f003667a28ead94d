/**
 * What a replayed call costs, with the same traffic for everybody: `node bench/replay/main.ts [rounds]`. Each replayer runs
 * in processes of its own, in turns with the others. Prints ratios to ours, which travel between machines better than
 * milliseconds, and what of a recorded stream comes through. No network beyond loopback.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cassettePath } from '../../harness/traffic/cassette/cassette-path.ts';
import { saveCassette } from '../../harness/traffic/cassette/save-cassette.ts';
import { createFirewall } from '../../harness/traffic/secrets/firewall.ts';
import { type Fidelity, findMedian } from './measure.ts';
import { OURS, SUBJECTS } from './subjects.ts';
import { countBytes, makeTape, SCENARIO } from './tape.ts';

const rounds = Number(process.argv[2] ?? 3);
const SIZES = [10, 1_000, 10_000];
const CORPUS = { count: 5_000, padding: 10_000 };
const NAMES = SUBJECTS.map(({ name }) => name);

await using cleanup = new AsyncDisposableStack();

async function tapeFolder(count: number, padding: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-replay-'));
  cleanup.defer(() => rm(directory, { recursive: true, force: true }));
  const path = cassettePath(directory, SCENARIO.id);
  await saveCassette(path, makeTape(count, padding), { firewall: createFirewall({ knownSecrets: [] }) });
  return directory;
}

interface Place {
  readonly directory: string;
  readonly count: number;
  readonly padding: number;
}

async function measure<T>(name: string, kind: string, { directory, count, padding }: Place): Promise<T> {
  const script = join(import.meta.dirname, 'subject-process.ts');
  const arguments_ = [script, name, kind, directory, String(count), String(padding)];
  const { stdout } = await promisify(execFile)(process.execPath, arguments_, { maxBuffer: 1e8 });
  console.error(`${name}, ${kind}, ${count}: ${stdout.trim()}`);
  return JSON.parse(stdout);
}

const times = new Map<string, number>();
for (const count of SIZES) {
  const place = { directory: await tapeFolder(count, 0), count, padding: 0 };
  const found = new Map(NAMES.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of NAMES) {
      found.get(name)?.push((await measure<{ ms: number }>(name, 'calls', place)).ms);
    }
  }
  for (const [name, all] of found) {
    times.set(`${name} ${count}`, findMedian(all));
  }
}

const findTime = (name: string, count: number) => times.get(`${name} ${count}`) ?? Number.NaN;
const ratio = (name: string, count: number) => findTime(name, count) / findTime(OURS, count);

console.log(`\nMilliseconds a call (median of ${rounds} processes), and how many times that of ${OURS}`);
console.log(`  ${'interactions'.padEnd(20)}${SIZES.map((count) => String(count).padEnd(18)).join('')}`);
for (const name of NAMES) {
  const cells = SIZES.map((count) =>
    `${findTime(name, count).toFixed(3)} (${ratio(name, count).toFixed(1)}x)`.padEnd(18),
  );
  console.log(`  ${name.padEnd(20)}${cells.join('')}`);
}
console.log(
  `  flat: ${OURS} takes ${(findTime(OURS, 10_000) / findTime(OURS, 10)).toFixed(2)}x at 10,000 of what it takes at 10`,
);

const corpus = { ...CORPUS, directory: await tapeFolder(CORPUS.count, CORPUS.padding) };
console.log(
  `\nLoading ${(countBytes(CORPUS.count, CORPUS.padding) / 1e6).toFixed(0)} MB of answers, up to the first one`,
);
for (const name of NAMES) {
  const { ms, megabytes } = await measure<{ ms: number; megabytes: number }>(name, 'load', corpus);
  console.log(`  ${name.padEnd(20)}${ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB of memory`);
}

const KEPT = [
  'bytes',
  'pieces',
  'pace',
  'ids',
  'headers',
  'errors',
  'breaks',
] as const satisfies readonly (keyof Fidelity)[];
const small = { directory: await tapeFolder(10, 0), count: 10, padding: 0 };
console.log('\nWhat of a recorded stream, an error and a break comes through, and the first piece');
console.log(`  ${''.padEnd(20)}${KEPT.map((what) => what.padEnd(9)).join('')}first piece`);
for (const name of NAMES) {
  const facts = await measure<Fidelity & { firstPieceMs: number }>(name, 'fidelity', small);
  const cells = KEPT.map((what) => (facts[what] ? 'yes' : 'no').padEnd(9)).join('');
  console.log(`  ${name.padEnd(20)}${cells}${facts.firstPieceMs.toFixed(1)} ms`);
}
