/** Runs scenarios on versions of the code under test, as its parent asks: the process that a mutant lives in. */
import { randomUUID } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import '../../base/node-22.ts';
import { saveTranscript } from '../../evidence/folder.ts';
import { collectScenarios, type DeclaredScenario } from '../../scenario/engine/declared-scenario.ts';
import { observeScenario } from '../../scenario/engine/observe-scenario.ts';
import { CoverageProbe } from './coverage-probe.ts';
import { ModuleVersions } from './module-versions.ts';
import type { Batch, Report, Task } from './protocol.ts';

const HARNESS = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [root = '', scenarios = ''] = process.argv.slice(2);

enableCompileCache();
const versions = new ModuleVersions({ root, shared: [HARNESS, scenarios] });
const files = new Map<string, readonly DeclaredScenario[]>();

process.on('message', (batch: Batch) => void perform(batch));
// The parent has ended, however it did.
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });

async function perform(batch: Batch): Promise<void> {
  const before = openResources();
  {
    await using watch = batch.probes.length > 0 ? await CoverageProbe.start() : undefined;
    for (const [index, task] of batch.tasks.entries()) {
      const report = await performed(task, batch, index);
      const reached = (await watch?.take(batch.probes)) ?? [];
      tell(report.kind === 'ended' ? { ...report, reached } : report);
    }
  }
  tell({ kind: 'done', loaded: versions.loaded(batch.version.id), isUnclean: !(await settles(before)) });
}

async function performed(task: Task, { version }: Batch, index: number): Promise<Report> {
  const { scenario, settings } = task;
  try {
    const { given, drive } = await declaration(resolve(root, scenario.file), scenario.title);
    versions.use(version);
    const transcript = await observeScenario({
      identity: scenario,
      settings,
      given,
      drive,
      env: process.env,
      now: () => new Date(),
      newToken: () => randomUUID(),
    });
    await saveTranscript(settings.evidence, transcript);
    return { kind: 'ended', task: index, durationMs: transcript.durationMs, reached: [] };
  } catch (error) {
    return { kind: 'failed', task: index, message: error instanceof Error ? error.message : String(error) };
  }
}

async function declaration(file: string, title: string): Promise<DeclaredScenario> {
  const declared = files.get(file) ?? (await collectScenarios(() => import(pathToFileURL(file).href)));
  files.set(file, declared);
  const found = declared.find((one) => one.title === title);
  if (found === undefined) {
    throw new TypeError(`${file} declares no scenario "${title}"`);
  }
  return found;
}

/** Whether no more is open than before, or will be in a moment: a closed connection takes a few turns to go. */
async function settles(before: number): Promise<boolean> {
  for (let turn = 0; turn < 50; turn += 1) {
    if (openResources() <= before) {
      return true;
    }
    await setTimeout(20);
  }
  return false;
}

/** Sockets, servers, timers and children, but not what only reads files. */
function openResources(): number {
  return process.getActiveResourcesInfo().filter((name) => !name.startsWith('FSReq')).length;
}

function tell(report: Report): void {
  process.send?.(report);
}
