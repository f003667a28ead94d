import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Contexts, fillIn, type Job, type Step } from './workflow.ts';

export interface Stage {
  /** A checkout with its packages installed; every job leaves it as it found it. */
  readonly workspace: string;
  /** Where artifacts are kept between jobs. */
  readonly artifacts: string;
  readonly contexts: Contexts;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly note: (line: string) => void;
}

/** Runs the steps of one job as a runner would: after a failure, only those that are `always()`. */
export async function runJob(job: Job, stage: Stage): Promise<'success' | 'failure'> {
  let result: 'success' | 'failure' = 'success';
  for (const step of job.steps) {
    if (result === 'failure' && step.if !== 'always()') {
      continue;
    }
    const problem = await runStep(step, stage);
    if (problem === undefined) {
      continue;
    }
    const isForgiven = step['continue-on-error'] === true;
    stage.note(`  ${isForgiven ? 'goes on without' : 'failed'}: ${describe(step)}: ${problem}`);
    if (!isForgiven) {
      result = 'failure';
    }
  }
  for (const left of ['evidence', '.parity', 'parts', 'proofs', 'evidence.tar.gz']) {
    await rm(join(stage.workspace, left), { recursive: true, force: true });
  }
  return result;
}

async function runStep(step: Step, stage: Stage): Promise<string | undefined> {
  if (step.run !== undefined) {
    return await runCommand(step, step.run, stage);
  }
  if (step.uses?.startsWith('actions/upload-artifact@')) {
    return await upload(step, stage);
  }
  if (step.uses?.startsWith('actions/download-artifact@')) {
    return await download(step, stage);
  }
  // The workspace is checked out and has its Node already.
  if (/^actions\/(?:checkout|setup-node)@/.test(step.uses ?? '')) {
    return undefined;
  }
  return 'the rehearsal does not know this action';
}

async function runCommand(step: Step, text: string, stage: Stage): Promise<string | undefined> {
  const command = fillIn(text, stage.contexts).trim();
  if (command === 'npm ci') {
    return undefined; // done once, for all jobs
  }
  stage.note(`  $ ${command}`);
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fillIn(String(value), stage.contexts)]);
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd: stage.workspace,
    env: { ...stage.env, ...Object.fromEntries(own) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return code === 0 ? undefined : `exit ${code}`;
}

async function upload(step: Step, { workspace, artifacts, contexts }: Stage): Promise<string | undefined> {
  const name = fillIn(String(step.with?.['name']), contexts);
  const path = join(workspace, String(step.with?.['path']));
  if (!existsSync(path)) {
    return `nothing to upload at ${path}`;
  }
  await mkdir(join(artifacts, name), { recursive: true });
  const isFile = (await stat(path)).isFile();
  await cp(path, isFile ? join(artifacts, name, basename(path)) : join(artifacts, name), { recursive: true });
  return undefined;
}

async function download(step: Step, { workspace, artifacts }: Stage): Promise<string | undefined> {
  const to = join(workspace, String(step.with?.['path']));
  const name = step.with?.['name'];
  if (typeof name === 'string') {
    if (!existsSync(join(artifacts, name))) {
      return `no artifact of the name ${name}`;
    }
    await cp(join(artifacts, name), to, { recursive: true });
    return undefined;
  }
  const found = await Array.fromAsync(glob(String(step.with?.['pattern']), { cwd: artifacts }));
  for (const one of found) {
    await cp(join(artifacts, one), join(to, one), { recursive: true });
  }
  return found.length === 0 ? 'no artifact of that name' : undefined;
}

function describe({ name, run, uses }: Step): string {
  return name ?? run ?? uses ?? 'a step';
}
