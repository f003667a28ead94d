import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleProject } from '../../testing/prove/sample-project.ts';
import type { Batch } from './protocol.ts';
import { Workers } from './workers.ts';

const SLOW_MS = 300_000;

test('ends a scenario that hangs, and says so', { timeout: SLOW_MS }, async () => {
  await using project = await sampleProject([]);
  await using workers = createWorkers(project.root);

  const result = await workers.perform(
    createBatch(project.root, 'export const serve = () => { for (;;) {} };', 5_000),
    {
      signal: AbortSignal.any([]),
    },
  );

  expect(result.ended).toEqual([undefined]);
  expect(result.faults).toMatchObject([
    { code: 'drive_failed', message: expect.stringContaining('hung and was ended') },
  ]);
});

test('tells which probes of the code a scenario runs', { timeout: SLOW_MS }, async () => {
  await using project = await sampleProject([]);
  await using workers = createWorkers(project.root);
  const path = join(project.root, 'server.ts');
  const code = await readFile(path, 'utf8');
  const probes = ["'you'", "'what nobody calls'"].map((text) => ({ path, offset: code.indexOf(text) }));

  const result = await workers.perform(
    { ...createBatch(project.root, code, SLOW_MS), probes },
    { signal: AbortSignal.any([]) },
  );

  expect(result.ended).toEqual([{ cell: 'greeting/greets one', reached: [0] }]);
  expect(
    Object.keys(result.loaded)
      .map((file) => basename(file))
      .toSorted(),
  ).toEqual(['parity.config.ts', 'server.ts']);
});

test('does nothing of a batch once the signal is aborted', async () => {
  await using project = await sampleProject([]);
  await using workers = createWorkers(project.root);

  const result = await workers.perform(createBatch(project.root, '', SLOW_MS), { signal: AbortSignal.abort() });

  expect(result).toEqual({ faults: [], ended: [undefined], loaded: {} });
});

function createWorkers(root: string): Workers {
  return new Workers({ root, scenarios: join(root, 'suites'), env: {} });
}

function createBatch(root: string, server: string, deadlineMs: number): Batch {
  return {
    version: { id: 'changed', sources: { [join(root, 'server.ts')]: server } },
    probes: [],
    tasks: [
      {
        scenario: { id: 'greeting/greets', title: 'greets', file: 'suites/greeting.scenario.ts' },
        deadlineMs,
        settings: {
          config: join(root, 'parity.config.ts'),
          evidence: join(root, 'out'),
          cassettes: join(root, 'cassettes'),
          target: 'one',
          only: null,
          llm: 'replay',
          upstream: 'stand-in',
          prepared: null,
        },
      },
    ],
  };
}
