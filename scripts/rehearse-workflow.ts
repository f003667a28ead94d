/**
 * Runs the commands of .github/workflows/parity-suite.yml on a clone of the last commit, job by job and in their order,
 * with artifacts in a folder: as far as a workflow can be tried without the service that runs it. Other inputs:
 * `npm run rehearse -- targets='["mock", "real"]'`.
 */
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { runJob } from './rehearsal/run-job.ts';
import { combinations, inOrder, workflowSchema } from './rehearsal/workflow.ts';
import { runStep } from './run-step.ts';

const workflow = workflowSchema.parse(parse(await readFile('.github/workflows/parity-suite.yml', 'utf8')));
const defaults = Object.entries(workflow.on.workflow_call.inputs).map(([name, input]) => [name, input.default]);
const given = process.argv.slice(2).map((word) => [word.split('=')[0], word.slice(word.indexOf('=') + 1)]);
const inputs: Readonly<Record<string, unknown>> = Object.fromEntries([...defaults, ...given]);

const folder = await mkdtemp(join(tmpdir(), 'parity-rehearsal-'));
const workspace = join(folder, 'workspace');
await runStep('git', ['clone', '--quiet', '.', workspace]);
await symlink(resolve('node_modules'), join(workspace, 'node_modules'));
const env = { ...process.env, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
const results: [string, string][] = [];
for (const [name, job] of inOrder(workflow.jobs)) {
  const blocked = [job.needs ?? []]
    .flat()
    .some((needed) => results.some(([done, it]) => done.startsWith(needed) && it !== 'success'));
  for (const matrix of combinations(job, { inputs })) {
    const label = [name, ...Object.values(matrix)].join(' ');
    if (blocked && job.if !== 'always()') {
      results.push([label, 'skipped']);
      continue;
    }
    console.error(`\n== ${label}`);
    const note = (line: string) => console.error(line);
    const stage = { workspace, artifacts: join(folder, 'artifacts'), contexts: { inputs, matrix }, env, note };
    results.push([label, await runJob(job, stage)]);
  }
}
await rm(folder, { recursive: true });
console.error('');
for (const [label, result] of results) console.error(`${result.padEnd(8)} ${label}`);
process.exitCode = results.every(([, result]) => result === 'success') ? 0 : 1;
