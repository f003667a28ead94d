import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runJob, type Stage } from './run-job.ts';
import { runJobs } from './run-jobs.ts';
import { combinations, fillIn, inOrder, type Job } from './workflow.ts';

const contexts = { inputs: { targets: '["mock", "real"]', 'shard-count': 2 }, matrix: { target: 'mock' } };

test('expressions are filled in from their contexts', () => {
  expect(fillIn(`run \${{ matrix.target }} of \${{ inputs.shard-count }}`, contexts)).toBe('run mock of 2');
});

test('an expression that it cannot evaluate is an error, not an empty text', () => {
  expect(() => fillIn(`\${{ github.sha }}`, contexts)).toThrow(`cannot evaluate \${{ github.sha }}`);
});

test('a matrix becomes every combination of its axes', () => {
  const job: Job = { steps: [], strategy: { matrix: { target: `\${{ fromJSON(inputs.targets) }}`, shard: [1, 2] } } };

  expect(combinations(job, contexts)).toEqual([
    { target: 'mock', shard: 1 },
    { target: 'mock', shard: 2 },
    { target: 'real', shard: 1 },
    { target: 'real', shard: 2 },
  ]);
});

test('a job comes after those that it needs', () => {
  const jobs = {
    verdict: { needs: ['run', 'prove'], steps: [] },
    run: { steps: [] },
    prove: { needs: 'run', steps: [] },
  };

  expect(inOrder(jobs).map(([name]) => name)).toEqual(['run', 'prove', 'verdict']);
});

test('what needs a job that failed is skipped, unless it is always run', async () => {
  const lines: string[] = [];
  const stage: Stage = {
    workspace: tmpdir(),
    artifacts: tmpdir(),
    contexts,
    env: process.env,
    note: (line) => lines.push(line),
  };
  const jobs = {
    run: { steps: [{ run: 'exit 3' }] },
    sign: { needs: 'run', steps: [{ run: 'exit 0' }] },
    verdict: { needs: 'run', if: 'always()', steps: [{ run: 'exit 0' }] },
  };

  const runs = await runJobs(jobs, stage);

  expect(runs.map(({ label, result }) => `${label} ${result}`)).toEqual([
    'run failure',
    'sign skipped',
    'verdict success',
  ]);
  expect(lines).toContain('  failed: exit 3: exit 3');
});

describe('a job', () => {
  async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
    const path = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
  }
  const stage = (workspace: string, artifacts: string): Stage => ({
    workspace,
    artifacts,
    contexts,
    env: process.env,
    note: () => {},
  });

  test('hands its artifacts to a later one', async () => {
    await using workspace = await folder();
    await using artifacts = await folder();
    const upload = {
      uses: 'actions/upload-artifact@v5',
      with: { name: `parity-\${{ matrix.target }}`, path: 'evidence' },
    };
    const download = { uses: 'actions/download-artifact@v5', with: { pattern: 'parity-*', path: 'parts' } };
    const steps = [{ run: 'mkdir evidence && echo seen > evidence/run.json' }, upload];

    const first = await runJob({ steps }, stage(workspace.path, artifacts.path));
    const second = await runJob(
      { steps: [download, { run: 'cat parts/parity-mock/run.json > found' }] },
      stage(workspace.path, artifacts.path),
    );

    expect([first, second]).toEqual(['success', 'success']);
    expect(await readFile(join(workspace.path, 'found'), 'utf8')).toBe('seen\n');
  });

  test('fails with its first step that fails, and still does what is always done', async () => {
    await using workspace = await folder();
    await using artifacts = await folder();
    const steps = [{ run: 'exit 3' }, { run: 'touch never' }, { if: 'always()', run: 'touch always' }];

    const result = await runJob({ steps }, stage(workspace.path, artifacts.path));

    expect(result).toBe('failure');
    await expect(readFile(join(workspace.path, 'always'), 'utf8')).resolves.toBe('');
    await expect(readFile(join(workspace.path, 'never'), 'utf8')).rejects.toThrow('ENOENT');
  });

  test('goes on without an artifact that nobody left, where that is forgiven', async () => {
    await using workspace = await folder();
    const download = { uses: 'actions/download-artifact@v5', with: { name: 'proof', path: '.parity' } };
    const steps = [{ ...download, 'continue-on-error': true }, { run: 'touch joined' }];

    const forgiven = await runJob({ steps }, stage(workspace.path, workspace.path));
    const strict = await runJob({ steps: [download] }, stage(workspace.path, workspace.path));

    expect([forgiven, strict]).toEqual(['success', 'failure']);
    await expect(readFile(join(workspace.path, 'joined'), 'utf8')).resolves.toBe('');
  });

  test('fails on an action that the rehearsal does not know', async () => {
    await using workspace = await folder();
    await writeFile(join(workspace.path, 'file'), '');

    const result = await runJob({ steps: [{ uses: 'somebody/else@v1' }] }, stage(workspace.path, workspace.path));

    expect(result).toBe('failure');
  });
});
