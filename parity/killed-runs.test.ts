import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEngine, inspectPostgresProviders } from 'ultra-parity/containers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LABEL } from '../containers/engine/labels.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const KILLS = Number(process.env['PARITY_KILLS'] ?? 1);
const SEED = Number(process.env['PARITY_SEED'] ?? 20_261_124);
const LATEST_MS = 12_000;
const GONE_MS = 30_000;

const providers = await inspectPostgresProviders(process.env);
const available = providers.filter(({ name, preflight }) => name !== 'url' && preflight.available);
const resources = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullable() }));

/** Moments between 0 and LATEST_MS, the same for the same seed (a linear congruential generator). */
function moments(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.round((state / 2 ** 32) * LATEST_MS);
  });
}

function start(provider: string, folder: string) {
  const target = provider === 'container' ? 'mock,real,image' : 'mock,real,process';
  const what = [
    '--target',
    target,
    '--postgres',
    provider,
    '--scenario',
    'analysis/models/**',
    '--out',
    join(folder, 'evidence'),
  ];
  return spawn(process.execPath, ['harness/cli/main.ts', 'run', ...what], { cwd: ROOT, stdio: 'ignore' });
}

/** The process and everything under it, by the parent that /proc names. */
function listFamily(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: findParent(name) }));
  const family = [pid];
  for (const member of family) {
    family.push(...parents.filter(({ parent }) => parent === member).map((child) => child.pid));
  }
  return family;
}

function findParent(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // it ended in the meantime
  }
}

function stillThere(pids: readonly number[]): number[] {
  return pids.filter((pid) => findParent(String(pid)) !== null);
}

function listFolders(pids: readonly number[]): string[] {
  const names = ['/dev/shm', tmpdir()].flatMap((base) => readdirSync(base).map((name) => join(base, name)));
  return names.filter((name) => pids.some((pid) => new RegExp(`ultra-parity-pg\\..*\\.${pid}-`).test(name)));
}

async function inEngine(pids: readonly number[]): Promise<string[]> {
  const found = await findEngine(process.env);
  if (!found.found) {
    return [];
  }
  const filters = encodeURIComponent(JSON.stringify({ label: [LABEL.process] }));
  const lists = await Promise.all(
    [`/containers/json?all=true&filters=${filters}`, `/networks?filters=${filters}`].map(async (path) =>
      resources.parse(await found.engine.call({ path })),
    ),
  );
  const isOurs = (tag = '') => pids.some((pid) => tag.startsWith(`${pid}-`));
  return lists.flat().flatMap(({ Id, Labels }) => (isOurs(Labels?.[LABEL.process]) ? [Id] : []));
}

describe.skipIf(process.platform !== 'linux')(`a run that is killed (seed ${SEED}, ${KILLS} times)`, () => {
  test.each(available)(
    'leaves nothing once the next has run, on Postgres by $name',
    {
      timeout: 120_000 + KILLS * 90_000,
    },
    async ({ name }) => {
      const folder = await mkdtemp(join(tmpdir(), 'parity-killed-'));
      const pids: number[] = [];
      for (const moment of moments(SEED, KILLS)) {
        const run = start(name, folder);
        await sleep(moment);
        const family = listFamily(run.pid ?? 0);
        run.kill('SIGKILL');
        await once(run, 'close');
        // What a process still holds is not swept, so the next run comes once the last of them has gone.
        await expect.poll(() => stillThere(family), { timeout: GONE_MS }).toEqual([]);
        pids.push(...family);
      }

      const next = start(name, folder);
      const [exitCode]: number[] = await once(next, 'close');

      expect(exitCode).toBe(0);
      expect(listFolders(pids)).toEqual([]);
      // The sweep of another test may be removing what that of the run then left to it.
      await expect.poll(() => inEngine(pids), { timeout: GONE_MS }).toEqual([]);
      await rm(folder, { recursive: true });
    },
  );
});
