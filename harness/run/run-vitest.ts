import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { createVitest, type Reporter, type TestCase, type TestModule } from 'vitest/node';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { ScenarioIdentity } from '../evidence/transcript.ts';
import { findUserFrame } from '../scenario/engine/call-site.ts';
import { type DuplicateScenario, findDuplicate } from '../scenario/engine/find-duplicates.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import { SCENARIO_FAILED } from '../scenario/engine/scenario-failed.ts';
import { isChosen } from '../scenario/engine/scenario-identity.ts';
import { type IdentifiedTest, identifyModule } from './identify-module.ts';
import type { Progress } from './progress.ts';
import { ScenarioTotal } from './scenario-total.ts';
import { createVitestProject } from './vitest-projects.ts';

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

  let duplicate: DuplicateScenario | undefined;
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const vitest = await keepingSignals(() =>
    createVitest(
      {
        config: false,
        root: dirname(first.config),
        watch: false,
        maxWorkers: WORKERS,
        reporters: [createReporter({ progress, settings: first, onDuplicate: (error) => stopFor(error) })],
        projects: settings.map((one) => createVitestProject({ settings: one, scenarios })),
        // What is observed is the code on the disk, never a module that an earlier run has cached.
        fsModuleCache: false,
        passWithNoTests: true,
      },
      {},
      { stdout: silence, stderr: silence },
    ),
  );
  const stopFor = (error: DuplicateScenario) => {
    duplicate ??= error;
    void vitest.cancelCurrentRun('keyboard-input');
  };
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input');
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { testModules, unhandledErrors } = await vitest.start();
    if (duplicate !== undefined) {
      throw duplicate;
    }
    const declared = listDeclared(testModules, first);
    return {
      scenarios: declared.filter(({ id }) => isChosen(id, first)),
      suite: declared.map(({ id }) => id),
      faults: [
        ...testModules.flatMap((module) => [...findLoadFaults(module), ...findUnsavedFaults(module, first)]),
        ...unhandledErrors.map(describeUnhandled),
        ...describeInterruption(signal),
      ],
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

/** Every scenario that some target has declared, in order of id. */
function listDeclared(modules: readonly TestModule[], settings: RunSettings): ScenarioIdentity[] {
  const found = modules.flatMap((module) => identifyModule(module, settings));
  const byId = new Map(found.map(({ id, title, file }) => [id, { id, title, file }]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A file that fails to load declares no scenario on that target: without this, it would be missing in silence. */
function findLoadFaults(module: TestModule): EvidenceFault[] {
  return module.errors().map((error) => ({
    code: 'scenario_file_failed',
    message: `${module.relativeModuleId} could not be run on ${module.project.name}: ${error.message}`,
    hint: 'Fix the file: none of its scenarios was observed there.',
  }));
}

/** A scenario that failed otherwise than by what it observed left no transcript: its error says why. */
function findUnsavedFaults(module: TestModule, settings: RunSettings): EvidenceFault[] {
  return identifyModule(module, settings)
    .filter(({ id }) => isChosen(id, settings))
    .flatMap(({ id, test }) =>
      (test.result().errors ?? [])
        .filter(({ name }) => name !== SCENARIO_FAILED)
        .map(({ message, stack }) => ({
          code: 'drive_failed' as const,
          message: `${id} could not be observed on ${test.project.name}: ${message}${describePlace(stack, settings)}`,
          hint: 'It left no transcript.',
        })),
    );
}

function describePlace(stack: string | undefined, { config }: RunSettings): string {
  const place = findUserFrame(stack, dirname(config));
  return place === undefined ? '' : ` (${place})`;
}

function describeUnhandled(error: unknown): EvidenceFault {
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return {
    code: 'scenario_file_failed',
    message: `Unhandled error outside any scenario: ${text}`,
    hint: 'Await the failing promise. If a resource outlives the scenario, release it in `close`.',
  };
}

function describeInterruption(signal: AbortSignal): EvidenceFault[] {
  if (!signal.aborted) {
    return [];
  }
  return [{ code: 'interrupted', message: 'The run was interrupted.', hint: 'Run it again to its end.' }];
}

interface ReporterOptions {
  readonly progress: Progress;
  readonly settings: RunSettings;
  /** Called once a module of a target is loaded and none of its tests has run. */
  readonly onDuplicate: (error: DuplicateScenario) => void;
}

function createReporter({ progress, settings, onDuplicate }: ReporterOptions): Reporter {
  const total = new ScenarioTotal(settings.only !== null || (settings.shard ?? null) !== null);
  let done = 0;
  const chosen = new Set<string>();
  const declared = new Map<string, IdentifiedTest[]>();
  const isOurs = ({ id }: TestCase) => chosen.has(id);
  return {
    onTestRunStart: (specifications) => {
      total.expectFiles(specifications.map(({ project, moduleId }) => ({ target: project.name, path: moduleId })));
    },
    onTestModuleCollected: (module) => {
      const own = identifyModule(module, settings);
      const all = [...(declared.get(module.project.name) ?? []), ...own];
      declared.set(module.project.name, all);
      const selected = own.filter(({ id }) => isChosen(id, settings));
      for (const { test } of selected) {
        chosen.add(test.id);
      }
      total.collected({ target: module.project.name, path: module.moduleId }, selected.length);
      const duplicate = findDuplicate(all);
      if (duplicate !== undefined) {
        onDuplicate(duplicate);
      }
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
