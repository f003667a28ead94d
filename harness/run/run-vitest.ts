import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { createVitest, type Reporter, type TestCase, type TestModule } from 'vitest/node';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { ScenarioIdentity } from '../evidence/transcript.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import { isChosen, scenarioIdentity } from '../scenario/engine/scenario-identity.ts';
import type { Progress } from './progress.ts';
import { ScenarioTotal } from './scenario-total.ts';
import { vitestProject } from './vitest-projects.ts';

export interface VitestRun {
  /** One for each target. */
  readonly settings: readonly RunSettings[];
  readonly scenarios: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Scenarios wait more than they compute, so even two cores are worth two workers. */
export const WORKERS = Math.max(2, availableParallelism() - 1);

export interface VitestOutcome {
  /** Every selected scenario that a file declares, whether or not it ran. */
  readonly scenarios: readonly ScenarioIdentity[];
  /** The id of every scenario that a file declares, selected or not. */
  readonly suite?: readonly string[];
  readonly faults: readonly EvidenceFault[];
}

/** Runs the scenarios of all targets in one vitest, one project a target. What they saw is in the evidence folder. */
export async function runVitest({ settings, scenarios, progress, signal }: VitestRun): Promise<VitestOutcome> {
  const [first] = settings;
  if (first === undefined) {
    return { scenarios: [], faults: [] };
  }

  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const vitest = await keepingSignals(() =>
    createVitest(
      {
        config: false,
        root: dirname(first.config),
        watch: false,
        maxWorkers: WORKERS,
        reporters: [progressReporter(progress, first)],
        projects: settings.map((one) => vitestProject({ settings: one, scenarios })),
        // What is observed is the code on the disk, never a module that an earlier run has cached.
        fsModuleCache: false,
        passWithNoTests: true,
      },
      {},
      { stdout: silence, stderr: silence },
    ),
  );
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input');
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { testModules, unhandledErrors } = await vitest.start();
    const declared = declaredScenarios(testModules, first);
    return {
      scenarios: declared.filter(({ id }) => isChosen(id, first)),
      suite: declared.map(({ id }) => id),
      faults: [...testModules.flatMap(moduleFaults), ...unhandledErrors.map(unhandledFault), ...interruption(signal)],
    };
  } finally {
    signal.removeEventListener('abort', cancel);
    await vitest.close();
  }
}

/**
 * vitest ends the process a millisecond after a signal. A run ends by itself: its evidence is kept, what it prepared is
 * stopped, and the verdict says that it was interrupted.
 */
async function keepingSignals<T>(create: () => Promise<T>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const created = await create();
  for (const [signal, known] of before) {
    for (const listener of process.listeners(signal)) {
      if (!known.has(listener)) {
        process.off(signal, listener);
      }
    }
  }
  return created;
}

function declaredScenarios(modules: readonly TestModule[], settings: RunSettings): ScenarioIdentity[] {
  const found = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => scenarioIdentity(module.moduleId, test.name, settings)),
  );
  const byId = new Map(found.map((scenario) => [scenario.id, scenario]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A file that fails to load declares no scenario on that target: without this, it would be missing in silence. */
function moduleFaults(module: TestModule): EvidenceFault[] {
  return module.errors().map((error) => ({
    code: 'scenario_file_failed',
    message: `${module.relativeModuleId} could not be run on ${module.project.name}: ${error.message}`,
    hint: 'Fix the file: none of its scenarios was observed there.',
  }));
}

function unhandledFault(error: unknown): EvidenceFault {
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return {
    code: 'scenario_file_failed',
    message: `An error was caught by nobody: ${text}`,
    hint: 'Await what failed. If the application still held it open when a scenario had ended, end it in `close`.',
  };
}

function interruption(signal: AbortSignal): EvidenceFault[] {
  if (!signal.aborted) {
    return [];
  }
  return [{ code: 'interrupted', message: 'The run was interrupted.', hint: 'Run it again to its end.' }];
}

function progressReporter(progress: Progress, settings: RunSettings): Reporter {
  const total = new ScenarioTotal(settings.only !== null || (settings.shard ?? null) !== null);
  let done = 0;
  const isOurs = (test: TestCase) => isChosen(scenarioIdentity(test.module.moduleId, test.name, settings).id, settings);
  return {
    onTestRunStart: (specifications) => {
      total.expectFiles(specifications.map(({ project, moduleId }) => ({ target: project.name, path: moduleId })));
    },
    onTestModuleCollected: (module) => {
      const count = [...module.children.allTests()].filter(isOurs).length;
      total.collected({ target: module.project.name, path: module.moduleId }, count);
    },
    onTestCaseReady: (test) => {
      if (isOurs(test)) {
        progress.started({ target: test.project.name, title: test.name });
      }
    },
    onTestCaseResult: (test) => {
      const { state } = test.result();
      if (!isOurs(test) || state === 'pending') {
        return;
      }
      done += 1;
      const durationMs = Math.round(test.diagnostic()?.duration ?? 0);
      progress.scenario({ target: test.project.name, title: test.name, state, durationMs, done, total: total.value });
    },
    onUserConsoleLog: ({ content }) => progress.output(content),
  };
}
