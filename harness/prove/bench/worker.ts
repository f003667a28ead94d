/** Runs scenarios on versions of the code under test, as its parent asks: the process that a mutant lives in. */
import { randomUUID } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { saveTranscript } from '../../evidence/folder.ts';
import { collectScenarios, type DeclaredScenario } from '../../scenario/engine/declared-scenario.ts';
import { observeScenario } from '../../scenario/engine/observe-scenario.ts';
import { ModuleVersions } from './module-versions.ts';
import type { Errand, Job, Report } from './protocol.ts';
import { SpotWatch } from './spot-watch.ts';

const HARNESS = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [root = '', scenarios = ''] = process.argv.slice(2);

enableCompileCache();
const versions = new ModuleVersions({ root, shared: [HARNESS, scenarios] });
const files = new Map<string, readonly DeclaredScenario[]>();

process.on('message', (job: Job) => void perform(job));
// The parent has ended, however it did.
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });

async function perform(job: Job): Promise<void> {
  const before = openResources();
  {
    await using watch = job.spots.length > 0 ? await SpotWatch.start() : undefined;
    for (const [index, errand] of job.errands.entries()) {
      const report = await performed(errand, job, index);
      const reached = (await watch?.take(job.spots)) ?? [];
      tell(report.kind === 'ended' ? { ...report, reached } : report);
    }
  }
  tell({ kind: 'done', loaded: versions.loaded(job.version.id), isUnclean: !(await settles(before)) });
}

async function performed(errand: Errand, { version }: Job, index: number): Promise<Report> {
  const { scenario, settings } = errand;
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
    return { kind: 'ended', errand: index, durationMs: transcript.durationMs, reached: [] };
  } catch (error) {
    return { kind: 'failed', errand: index, message: error instanceof Error ? error.message : String(error) };
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
