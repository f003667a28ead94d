/**
 * What a fresh migrated database costs a scenario, in one run on one machine: `node bench/postgres/main.ts
 * [container|embedded] [rounds]`. Prints ratios, which travel between machines better than milliseconds. `bare` is
 * `CREATE DATABASE ... TEMPLATE ... STRATEGY FILE_COPY` on a session that is open, which is all that a copy needs.
 */
import { type Make, measurePace, type Pace } from './pace.ts';
import { containerStarts } from './starts.ts';
import { containerEach, openSubjects, pglite } from './subjects.ts';

const [provider = 'container', rounds = '40'] = process.argv.slice(2);
if (provider !== 'container' && provider !== 'embedded') {
  throw new TypeError(`There is no provider ${provider}.`);
}
const COUNT = Number(rounds);
/** Dear ones are made less often. */
const FEW = Math.max(1, Math.round(COUNT / 20));

await using subjects = await openSubjects(provider);
console.log(`Postgres ${subjects.server}. A fresh migrated database: ms one at a time, ms each of eight at a time`);

await measurePace(subjects.bare, 8); // warm
const bare = await measurePace(subjects.bare, COUNT);
show('bare file copy', bare);
await measure('clone (ours)', subjects.clone, COUNT);
await measure('TRUNCATE', subjects.truncate, COUNT);
await measure('PGlite, migrated', pglite, FEW);
if (provider === 'container') {
  await measure('new container', containerEach, FEW);
  const { oursMs, defaultsMs } = await containerStarts(3);
  const ratio = (oursMs / defaultsMs).toFixed(2);
  console.log(
    `\nContainer to a login: ours ${oursMs.toFixed(0)} ms, PostgreSqlContainer ${defaultsMs.toFixed(0)} ms: ${ratio}x`,
  );
}

async function measure(name: string, make: Make, count: number): Promise<void> {
  show(name, await measurePace(make, count));
}

function show(name: string, { medianMs, eachOfEightMs }: Pace): void {
  const cell = (ms: number, of: number) => `${ms.toFixed(1)} (${(ms / of).toFixed(2)}x)`.padEnd(20);
  console.log(`  ${name.padEnd(20)}${cell(medianMs, bare.medianMs)}${cell(eachOfEightMs, bare.eachOfEightMs)}`);
}
