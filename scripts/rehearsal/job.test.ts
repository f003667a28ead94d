import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expandMatrix, jobSchema, runJob } from './job.ts';

const contexts = { inputs: { targets: '["mock", "real"]' }, matrix: { target: 'mock' } };
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (steps: readonly object[]) =>
  runJob(jobSchema.parse({ steps }), {
    workspace: folder,
    artifacts: join(folder, 'artifacts'),
    contexts,
    env: process.env,
  });

test('a matrix becomes every combination of its axes', () => {
  const matrix = { target: `\${{ fromJSON(inputs.targets) }}`, shard: [1, 2] };

  const combinations = expandMatrix(jobSchema.parse({ steps: [], strategy: { matrix } }), contexts);

  expect(combinations.map(({ target, shard }) => `${target} ${shard}`)).toEqual([
    'mock 1',
    'mock 2',
    'real 1',
    'real 2',
  ]);
});

test('a job hands its artifacts to a later one', async () => {
  const upload = {
    uses: 'actions/upload-artifact@v5',
    with: { name: `parity-\${{ matrix.target }}`, path: 'evidence' },
  };
  const download = { uses: 'actions/download-artifact@v5', with: { pattern: 'parity-*', path: 'parts' } };

  const first = await run([{ run: 'mkdir evidence && echo seen > evidence/run.json' }, upload]);
  const second = await run([download, { run: 'cat parts/parity-mock/run.json > found' }]);

  expect([first, second]).toEqual([true, true]);
  expect(await readFile(join(folder, 'found'), 'utf8')).toBe('seen\n');
});

test('a job fails with its first step that fails, and still does what is always done', async () => {
  const isGood = await run([{ run: 'exit 3' }, { run: 'touch never' }, { if: 'always()', run: 'ls > always' }]);

  expect(isGood).toBe(false);
  await expect(readFile(join(folder, 'always'), 'utf8')).resolves.not.toContain('never');
});

test('a missing artifact fails a job unless the step may fail', async () => {
  const download = { uses: 'actions/download-artifact@v5', with: { name: 'proof', path: 'proofs' } };

  const isGood = await Promise.all([run([download]), run([{ ...download, 'continue-on-error': true }])]);

  expect(isGood).toEqual([false, true]);
});

test.each([
  ['an action that a rehearsal does not know', { uses: 'somebody/else@v1' }],
  ['an expression that a rehearsal cannot evaluate', { run: `echo \${{ github.sha }}` }],
])('%s is an error', async (_, step) => {
  await expect(run([step])).rejects.toThrow('A rehearsal');
});
