/**
 * Runs the commands of .github/workflows/release.yml, and of the suite that it calls, on a clone of the last commit, with
 * artifacts in a folder and a key of its own: as far as a workflow can be tried without the service that runs it.
 * Other inputs: `npm run rehearse -- targets='["mock", "real"]' prove='--shard 1/10'`.
 */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { expandMatrix, jobSchema, runJob } from './rehearsal/job.ts';
import { runStep } from './run-step.ts';

const jobs = z.record(z.string(), jobSchema);
const input = z.looseObject({ default: z.unknown() });
const suiteSchema = z.object({
  on: z.object({ workflow_call: z.object({ inputs: z.record(z.string(), input) }) }),
  jobs,
});
const releaseSchema = z.object({
  jobs: z.object({ parity: z.object({ with: z.record(z.string(), z.unknown()) }), sign: jobSchema }),
});

const suite = suiteSchema.parse(await readWorkflow('parity-suite.yml'));
const release = releaseSchema.parse(await readWorkflow('release.yml'));
const defaults = Object.entries(suite.on.workflow_call.inputs).map(([name, one]) => [name, one.default]);
const given = process.argv.slice(2).map((word) => [word.split('=')[0], word.slice(word.indexOf('=') + 1)]);
const inputs = { ...Object.fromEntries(defaults), ...release.jobs.parity.with, ...Object.fromEntries(given) };

const folder = await mkdtemp(join(tmpdir(), 'parity-rehearsal-'));
const workspace = join(folder, 'workspace');
await runStep('git', ['clone', '--quiet', '.', workspace]);
await runStep('npm', ['ci', '--prefer-offline'], { cwd: workspace });
// What would publish the release says what it would publish.
await mkdir(join(folder, 'bin'));
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
  PATH: [join(workspace, 'node_modules/.bin'), join(folder, 'bin'), process.env['PATH']].join(delimiter),
  GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  GITHUB_REF_NAME: 'v0.0.0-rehearsal',
  GITHUB_SHA: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  RUNNER_TEMP: folder,
};

const results: string[] = [];
let isGood = true;
// In the order of the files, in which each job follows those that it needs.
for (const [name, job] of Object.entries({ ...suite.jobs, sign: release.jobs.sign })) {
  for (const matrix of isGood || job.if === 'always()' ? expandMatrix(job, contexts) : []) {
    const label = [name, ...Object.values(matrix)].join(' ');
    console.error(`\n== ${label}`);
    const isPassed = await runJob(job, {
      workspace,
      artifacts: join(folder, 'artifacts'),
      contexts: { ...contexts, matrix },
      env,
    });
    await runStep('git', ['clean', '-dxq', '--force', '--exclude', 'node_modules'], { cwd: workspace });
    results.push(`${isPassed ? 'success' : 'failure'}  ${label}`);
    isGood &&= isPassed;
  }
}
await rm(folder, { recursive: true });
console.error(`\n${results.join('\n')}`);
process.exitCode = isGood ? 0 : 1;

async function readWorkflow(name: string): Promise<unknown> {
  return parse(await readFile(join('.github/workflows', name), 'utf8'));
}
