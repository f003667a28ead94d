/**
 * What a replayed call costs, in one run with the same traffic for everybody: `node bench/replay/main.ts`. Prints ratios
 * to ours, which travel between machines better than milliseconds, and what of a recorded stream comes through. No
 * network beyond loopback.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cassettePath } from '#harness/cassette/cassette-path.ts';
import { saveCassette } from '#harness/cassette/save-cassette.ts';
import { createFirewall } from '#harness/secrets/firewall.ts';
import { callMs, medianOf, megabytesOf, type StreamFacts, streamFacts } from './measure.ts';
import { ABSENT_PEERS, SUBJECTS, type Subject } from './subjects.ts';
import { SCENARIO, tapeOf } from './tape.ts';

const SIZES = [10, 1_000, 10_000];
const LARGEST = SIZES.at(-1);
/** How many calls everybody answers before anything is measured. */
const WARM_UP = 200;

interface Row {
  readonly name: string;
  readonly count: number;
  readonly loadMs: number;
  readonly ms: number;
  readonly stream: StreamFacts;
}

const rows: Row[] = [];
const directory = await mkdtemp(join(tmpdir(), 'bench-replay-'));
await using cleanup = new AsyncDisposableStack();
cleanup.defer(() => rm(directory, { recursive: true, force: true }));

/** Answers are played once each, so a short tape has to be loaded anew for more calls. */
async function measure(subject: Subject, count: number): Promise<Row> {
  const rounds = count < 100 ? 10 : 1;
  const medians: number[] = [];
  let [loadMs, stream] = [Number.NaN, null as StreamFacts | null];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await using loaded = await subject.load(count, directory);
    loadMs = performance.now() - began;
    // What asks each of its handlers in turn would take minutes for more.
    const calls = count === LARGEST && subject.name === 'msw' ? 5 : Math.min(count, 200);
    medians.push(await callMs(loaded.chat, { count, calls }));
    stream = await streamFacts(loaded.chat);
  }
  if (stream === null) throw new TypeError('There was no round.');
  return { name: subject.name, count, loadMs, ms: medianOf(medians), stream };
}

async function write(count: number): Promise<void> {
  const path = cassettePath(directory, SCENARIO.id);
  await saveCassette(path, tapeOf(count), { firewall: createFirewall({ knownSecrets: [] }) });
}

await write(WARM_UP);
for (const subject of SUBJECTS) await measure(subject, WARM_UP);
for (const count of SIZES) {
  await write(count);
  for (const subject of SUBJECTS) {
    const row = await measure(subject, count);
    rows.push(row);
    console.error(`${row.name}, ${count}: ${row.ms.toFixed(2)} ms a call`);
  }
}

const rowOf = (name: string, count: number) => rows.find((row) => row.name === name && row.count === count);
const ours = (count: number) => rowOf('ultra-parity', count)?.ms ?? Number.NaN;

console.log(`\nMilliseconds a call, and how many times that of ultra-parity in process`);
for (const { name } of SUBJECTS) {
  const cells = SIZES.map((count) => {
    const ms = rowOf(name, count)?.ms ?? Number.NaN;
    return `${ms.toFixed(2)} (${(ms / ours(count)).toFixed(1)}x)`.padEnd(16);
  });
  console.log(`  ${name.padEnd(20)}${cells.join('')}`);
}
console.log(`  columns: ${SIZES.join(', ')} interactions`);
console.log(`  flat: ultra-parity takes ${(ours(10_000) / ours(10)).toFixed(2)}x at 10,000 of what it takes at 10`);

console.log(
  `\nLoading ${LARGEST} interactions (${megabytesOf(10_000).toFixed(1)} MB of answers), first chunk of a stream, what of it comes through`,
);
for (const { name } of SUBJECTS) {
  const row = rowOf(name, 10_000);
  if (row === undefined) continue;
  const kept = Object.entries(row.stream.kept).map(([what, isKept]) => `${what} ${isKept ? 'yes' : 'no'}`);
  const first = rowOf(name, 10)?.stream.firstChunkMs.toFixed(1);
  console.log(`  ${name.padEnd(20)}load ${row.loadMs.toFixed(0)} ms, first chunk ${first} ms, ${kept.join(', ')}`);
}
for (const peer of ABSENT_PEERS) console.log(`  ${peer.padEnd(20)}not measured: it is not installed here`);
