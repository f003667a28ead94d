import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../evidence/proof.ts';
import { SAMPLE_PROOF } from '../testing/prove/sample-proof.ts';

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = 'examples/guestbook/parity.config.ts';

/** Every run is a process of its own, and the machine may be busy. */
const PATIENCE_MS = 600_000;

let folder = '';
const at = (name: string) => join(folder, name);

/** The same suite on one machine and on four. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shards-'));
  await run('whole');
  for (const index of [1, 2, 3, 4]) {
    await run(`shard-${index}`, '--shard', `${index}/4`);
  }
}, PATIENCE_MS);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command line. Without a repository in sight the code under test has no commit, whatever is edited meanwhile. */
async function parity(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number | null; readonly stdout: string }> {
  const child = spawn(process.execPath, ['harness/cli/main.ts', ...args, '--json'], {
    cwd: ROOT,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, GIT_DIR: at('no-repository') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, stdout };
}

const run = async (name: string, ...args: readonly string[]) =>
  await parity('run', '--config', CONFIG, '--out', at(name), ...args);

/** A verdict without what differs from run to run: times, run ids, and the witnesses, which are counted by machine. */
async function lasting(name: string): Promise<unknown> {
  const {
    runId: _,
    targets: __,
    scenarios,
    ...verdict
  } = JSON.parse(await readFile(join(at(name), 'report.json'), 'utf8'));
  return {
    ...verdict,
    scenarios: scenarios.map(({ durationMs: ___, ...scenario }: { durationMs: unknown }) => scenario),
  };
}

describe('a suite that is cut into shards', { timeout: PATIENCE_MS }, () => {
  test('gives the verdict of one machine when the shards are merged, in any order', async () => {
    const merge = await parity('merge', ...[3, 1, 4, 2].map((index) => at(`shard-${index}`)), '--out', at('merged'));

    expect(merge.exitCode).toBe(0);
    expect(await lasting('merged')).toEqual(await lasting('whole'));
  });

  test('takes the proofs of parts of the mutants as the proof of the whole, and nothing when one is missing', async () => {
    for (const shard of ['1/2', '2/2']) {
      const proof: Proof = { ...SAMPLE_PROOF, scope: { ...SAMPLE_PROOF.scope, shard } };
      await mkdir(at(`proof-${shard[0]}`), { recursive: true });
      await writeFile(join(at(`proof-${shard[0]}`), 'proof.json'), JSON.stringify(proof));
    }
    const shards = [1, 2, 3, 4].map((index) => at(`shard-${index}`));

    const merge = await parity('merge', ...shards, at('proof-2'), at('proof-1'), '--out', at('proved'));
    const part = await parity('merge', ...shards, at('proof-2'), '--out', at('half-proved'));

    expect(merge.exitCode).toBe(0);
    const { scope, tiers } = JSON.parse(await readFile(join(at('proved'), 'proof.json'), 'utf8'));
    expect({ scope, killed: tiers.H.killed }).toEqual({ scope: SAMPLE_PROOF.scope, killed: 1 });
    expect(part.exitCode).toBe(2);
    expect(JSON.parse(part.stdout)).toMatchObject({ error: { code: 'PARITY_PROOF_MERGE_REFUSED' } });
    await expect(readFile(join(at('half-proved'), 'run.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is inconclusive while one of them is missing, and says which', async () => {
    const { exitCode, stdout } = await parity(
      'merge',
      at('shard-1'),
      at('shard-2'),
      at('shard-4'),
      '--out',
      at('part'),
    );

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'inconclusive',
      reasons: [
        { code: 'shard_missing', target: 'memory', message: expect.stringContaining('3/4') },
        { code: 'shard_missing', target: 'file', message: expect.stringContaining('3/4') },
      ],
    });
  });

  test('is inconclusive where one of them was merged alone', async () => {
    const { exitCode, stdout } = await parity('merge', at('shard-1'), '--out', at('alone'));

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      scope: { kind: 'partial', shards: [{ index: 1, of: 4 }] },
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: 'shard_missing', message: expect.stringContaining('2/4 and 3/4 and 4/4') }),
      ]),
    });
  });

  test('is refused when a shard comes twice or is of another commit, and writes nothing', async () => {
    const path = join(at('shard-2'), 'run.json');
    const twice = await parity('merge', at('shard-1'), at('shard-1'), '--out', at('refused'));
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...manifest, source: { ...manifest.source, commit: 'facade' } }));

    const other = await parity('merge', at('shard-1'), at('shard-2'), '--out', at('refused'));

    for (const { exitCode, stdout } of [twice, other]) {
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({ exitCode: 2, error: { code: 'PARITY_MERGE_REFUSED' } });
    }
    await expect(readFile(join(at('refused'), 'run.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a control', { timeout: PATIENCE_MS }, () => {
  test('finds no target that disagrees with itself, and is found again in the evidence', async () => {
    const { exitCode, stdout } = await run('controlled', '--control', '--baseline', join(at('whole'), 'report.json'));
    const again = await parity('report', at('controlled'));

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      control: { pairs: 6, divergences: [], unpaired: [] },
      baseline: { new: [], persisting: [], fixed: [] },
    });
    expect(JSON.parse(again.stdout)).toMatchObject({ verdict: 'equivalent', control: { pairs: 6 } });
  });
});
