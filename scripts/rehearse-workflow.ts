/**
 * Runs the commands of .github/workflows/release.yml, and of the suite that it calls, on a clone of the last commit, job by
 * job and in their order, with artifacts in a folder and a key of its own: as far as a workflow can be tried without the
 * service that runs it. Other inputs: `npm run rehearse -- targets='["mock", "real"]' prove='--shard 1/10'`.
 */
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { headOf } from './rehearsal/head-of.ts';
import { type JobRun, runJobs } from './rehearsal/run-jobs.ts';
import { releaseSchema, suiteSchema } from './rehearsal/workflow.ts';
import { runStep } from './run-step.ts';

const [suite, release] = await Promise.all(['parity-suite.yml', 'release.yml'].map(readWorkflow));
const { on, jobs } = suiteSchema.parse(suite);
const { parity, sign } = releaseSchema.parse(release).jobs;
const defaults = Object.entries(on.workflow_call.inputs).map(([name, input]) => [name, input.default]);
const given = process.argv.slice(2).map((word) => [word.split('=')[0], word.slice(word.indexOf('=') + 1)]);
const inputs: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(defaults),
  ...parity.with,
  ...Object.fromEntries(given),
};

const folder = await mkdtemp(join(tmpdir(), 'parity-rehearsal-'));
const workspace = join(folder, 'workspace');
await runStep('git', ['clone', '--quiet', '.', workspace]);
await symlink(resolve('node_modules'), join(workspace, 'node_modules'));
// A link is no folder to .gitignore, and what is not ignored makes a checkout dirty.
await appendFile(join(workspace, '.git/info/exclude'), 'node_modules\n');
await mkdir(join(folder, 'bin'));
// What would publish the release says what it would publish.
await writeFile(join(folder, 'bin', 'gh'), '#!/bin/sh\necho "gh $*"\n', { mode: 0o755 });

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const contexts = {
  inputs,
  secrets: { PARITY_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
  vars: { PARITY_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }) },
  github: { token: 'none' },
};
const env = {
  ...process.env,
  PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
  GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  GITHUB_REF_NAME: 'v0.0.0-rehearsal',
  GITHUB_SHA: await headOf(workspace),
  RUNNER_TEMP: folder,
};
const note = (line: string) => console.error(line);
const stage = { workspace, artifacts: join(folder, 'artifacts'), contexts, env, note };
const ran = await runJobs(jobs, stage);
const isPassed = (runs: readonly JobRun[]) => runs.every(({ result }) => result === 'success');
const all: JobRun[] = isPassed(ran)
  ? [...ran, ...(await runJobs({ sign }, stage))]
  : [...ran, { label: 'sign', result: 'skipped', seconds: 0 }];
await rm(folder, { recursive: true });

console.error('');
for (const { label, result, seconds } of all) {
  console.error(`${result.padEnd(8)} ${String(seconds).padStart(5)} s  ${label}`);
}
process.exitCode = isPassed(all) ? 0 : 1;

async function readWorkflow(name: string): Promise<unknown> {
  return parse(await readFile(join('.github/workflows', name), 'utf8'));
}
