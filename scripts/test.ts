/** Everything that this machine can run, and at the end what it could not: `npm test`. */
import { rm } from 'node:fs/promises';
import { inspectPostgresProviders } from '../containers/postgres/providers.ts';
import type { PartResult } from './part-result.ts';
import { EVIDENCE, parityPart, provePart, unitPart } from './test-parts.ts';

await rm(EVIDENCE, { recursive: true, force: true });

const required = new Set(process.env['PARITY_REQUIRE']?.split(','));
if (required.has('image')) {
  required.add('container'); // the image runs beside a Postgres that is a container
}
const results: PartResult[] = [await unitPart()];
const providers = await inspectPostgresProviders(process.env);
const isAvailable = (name: string) => providers.some((one) => one.name === name && one.preflight.available);
for (const { name, preflight } of providers) {
  if (preflight.available) {
    const embeddedShard = process.env['PARITY_EMBEDDED'];
    results.push(await parityPart({ postgres: name, hasContainer: isAvailable('container'), embeddedShard }));
  }
  // A database of one's own is an offer and nothing that a machine lacks.
  else if (name !== 'url') {
    results.push(absent(`parity on Postgres by ${name}`, preflight.why, required.has(name)));
  }
}
results.push(
  await provePart({
    postgres: isAvailable('embedded') ? 'embedded' : undefined,
    shard: process.env['PARITY_MUTANTS'],
  }),
);

const notRun = results.flatMap((result) => result.notRun);
const failures = results.flatMap((result) => result.failures);
const passed = results.reduce((total, result) => total + result.passed, 0);

console.log('');
for (const part of results) {
  console.log(`${part.name}: ${part.passed} passed, ${part.failures.length} failed`);
}
// Last, since the end of a log is what people are shown of it.
if (failures.length > 0) {
  console.log('Failed:');
}
for (const line of failures) {
  console.log(`  - ${line}`);
}
console.log(notRun.length === 0 ? 'Nothing was left out.' : 'Not run on this machine:');
for (const line of notRun) {
  console.log(`  - ${line}`);
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function absent(name: string, why: string, isRequired: boolean): PartResult {
  return isRequired
    ? { name, passed: 0, failures: [`${name}, which PARITY_REQUIRE asks for: ${why}`], notRun: [] }
    : { name, passed: 0, failures: [], notRun: [`${name}: ${why}`] };
}
