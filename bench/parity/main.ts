/**
 * What it costs to be looked at: the whole suite on mock and real as a parity run (observe, compare, report), against the
 * same scenarios in plain vitest and supertest. `node bench/parity/main.ts [rounds]`, three by default, in turns.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const rounds = Number(process.argv[2] ?? 3);
await using folder = await mkdtempDisposable(join(tmpdir(), 'ultra-bench-'));
const parity = ['harness/cli/main.ts', 'run', '--target', 'mock,real', '--out', folder.path];
const took: { readonly parity: number; readonly plain: number }[] = [];
for (let round = 0; round < rounds; round += 1) {
  took.push({ plain: await measureSeconds(['bench/parity/plain.ts']), parity: await measureSeconds(parity) });
}
const typical = took.toSorted((a, b) => a.parity / a.plain - b.parity / b.plain)[rounds >> 1];
if (typical === undefined) {
  throw new TypeError('There is at least one round');
}
console.log(`plain vitest and supertest  ${typical.plain.toFixed(1)} s`);
console.log(`parity run                  ${typical.parity.toFixed(1)} s`);
console.log(`ratio                       ${(typical.parity / typical.plain).toFixed(2)} (median of ${rounds} rounds)`);

async function measureSeconds(args: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`node ${args.join(' ')} ended with ${code}:\n${said}`);
  }
  return (performance.now() - startedMs) / 1_000;
}
