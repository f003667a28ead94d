import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Verdict } from 'ultra-parity';
import { describe, expect, test } from 'vitest';
import { listWitnessReasons } from '../harness/judge/witness-reasons.ts';
import { sampleManifest } from '../harness/testing/evidence/sample-manifest.ts';
import { toWitness } from './postgres.ts';
import { processTarget } from './process-target.ts';
import { realTarget } from './real-target.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const POSTGRES = { postgres: { systemIdentifier: '7711807769824905613' } };

test('a server that listens is witnessed by the sessions that Postgres saw', () => {
  const { facts, faults } = toWitness('parity_real_x', { isListening: true, ofServer: 3, restarts: 1 });

  expect(facts).toEqual({ databases: 1, sessionsOfServer: 3, scenariosWitnessed: 1, restarts: 1 });
  expect(faults).toEqual([]);
});

test('a server that listens and was never seen by Postgres is a fault, and no witness', () => {
  const { facts, faults } = toWitness('parity_real_x', { isListening: true, ofServer: 0, restarts: 0 });

  expect(facts).toEqual({ databases: 1, sessionsOfServer: 0, scenariosWitnessed: 0 });
  expect(faults).toMatchObject([{ code: 'witness_failed', message: expect.stringContaining('parity_real_x') }]);
});

test('a server that refused to start owes no session', () => {
  const { facts, faults } = toWitness('parity_real_x', { isListening: false, ofServer: 0, restarts: 0 });

  expect(facts).toEqual({ databases: 1, sessionsOfServer: 0, scenariosWitnessed: 1 });
  expect(faults).toEqual([]);
});

describe.each([
  ['real', realTarget.requiredWitness ?? {}],
  ['process', processTarget.requiredWitness ?? {}],
])('the target %s', (name, requiredWitness) => {
  test('is contradicted by a run in which Postgres witnessed no scenario', () => {
    const witness = { ...POSTGRES, processes: 1, sessionsOfServer: 0, scenariosWitnessed: 0 };

    const reasons = listWitnessReasons(sampleManifest({ targets: [{ name, witness, requiredWitness }] }));

    expect(reasons).toMatchObject([
      { code: 'witness_contradicts', target: name, message: expect.stringContaining('/scenariosWitnessed') },
    ]);
  });
});

test('a run in which every server refuses to start is judged by what they showed', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parity-refusing-'));

  const what = ['--target', 'mock,real', '--postgres', 'embedded', '--scenario', 'boot/**', '--out', folder];
  const run = promisify(execFile)(process.execPath, ['harness/cli/main.ts', 'run', ...what, '--json'], { cwd: ROOT });
  const { stdout } = await run;
  const verdict: Verdict = JSON.parse(stdout);
  await rm(folder, { recursive: true });

  expect(verdict).toMatchObject({ verdict: 'equivalent', exitCode: 0, reasons: [], counts: { scenarios: 3 } });
});
