import { dirname, join, matchesGlob, resolve } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { saveTranscript } from '../../evidence/folder.ts';
import type { ScenarioIdentity, Transcript } from '../../evidence/transcript.ts';
import { collectEvidence } from '../../run/run-parity.ts';
import type { PreparedTargets, RunRequest } from '../../run/run-request.ts';
import type { VitestOutcome, VitestRun } from '../../run/run-vitest.ts';
import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import type { RunSettings } from '../../scenario/engine/run-settings.ts';
import { isSelected } from '../../scenario/engine/scenario-identity.ts';
import { listScenarios, type ScenarioList } from './list-scenarios.ts';
import type { CodeVersion, Probe, Task } from './protocol.ts';
import { type BatchResult, Workers } from './workers.ts';

/** So many scenarios are given to a process at once; each process loads the version anew. */
const TASKS_PER_BATCH = 12;

export interface BenchOptions {
  readonly request: RunRequest;
  readonly config: ParityConfig;
  readonly prepared: PreparedTargets;
}

/** A version of the code, and what is to be seen of it. */
export interface ObservationRequest {
  readonly version: CodeVersion;
  readonly scenarios: readonly ScenarioIdentity[];
  /** What is not run again: transcripts of scenarios above on targets that do what they did. */
  readonly known: readonly Transcript[];
  /** Places in the code of which it is to be told who runs them. */
  readonly probes?: readonly Probe[];
  /** How long a scenario may take before it counts as hanging. */
  deadlineMs(scenario: string, target: string): number;
  onEnded?(task: Task, durationMs: number): void;
}

export interface Observed {
  readonly evidence: Evidence;
  readonly batches: readonly BatchResult[];
  /** The cells that ran a probe of the request, by its place in the list. */
  findCells(probe: number): readonly string[];
}

/**
 * Runs scenarios on versions of the code, side by side in processes that are kept warm. The evidence of each version is
 * a folder below `out` of the request, of the same kind as that of any run.
 */
export class MutationBench implements AsyncDisposable {
  readonly #options: BenchOptions;
  readonly #workers: Workers;
  readonly #list: ScenarioList;

  static async open(options: BenchOptions): Promise<MutationBench> {
    const root = dirname(options.request.config);
    const scenarios = resolve(root, options.config.scenarios);
    const list = await listScenarios(scenarios, options.request.config);
    return new MutationBench(options, new Workers({ root, scenarios, env: options.request.env }), list);
  }

  constructor(options: BenchOptions, workers: Workers, list: ScenarioList) {
    this.#options = options;
    this.#workers = workers;
    this.#list = list;
  }

  /** The scenarios that the request selects. */
  get scenarios(): readonly ScenarioIdentity[] {
    return this.#list.scenarios.filter(({ id }) => isSelected(id, this.#options.request.only));
  }

  /** Of those, the ones whose id matches a glob. */
  matching(glob: string): readonly ScenarioIdentity[] {
    return this.scenarios.filter(({ id }) => matchesGlob(id, glob));
  }

  get targets(): readonly string[] {
    return this.#options.prepared.targets.map(({ name }) => name);
  }

  async observe(request: ObservationRequest): Promise<Observed> {
    const { config, prepared } = this.#options;
    const batches: BatchResult[] = [];
    const evidence = await collectEvidence(this.createRequest(request), {
      config,
      prepared,
      runScenarios: (run) => this.#run(run, request, batches),
    });
    const ended = batches.flatMap((batch) => batch.ended.filter((one) => one !== undefined));
    const findCells = (probe: number) => ended.filter(({ reached }) => reached.includes(probe)).map(({ cell }) => cell);
    return { evidence, batches, findCells };
  }

  /** A run of these scenarios on a version. A part of the suite is marked as one. */
  createRequest({ version, scenarios }: Pick<ObservationRequest, 'version' | 'scenarios'>): RunRequest {
    const { request } = this.#options;
    const isWhole = scenarios.length === this.#list.scenarios.length;
    return {
      ...request,
      command: createCommand(version, request.command),
      out: join(request.out, version.id),
      only: isWhole ? null : createGlob(scenarios.map(({ id }) => id)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#workers[Symbol.asyncDispose]();
  }

  async #run(
    { settings, signal }: VitestRun,
    request: ObservationRequest,
    batches: BatchResult[],
  ): Promise<VitestOutcome> {
    const [first] = settings;
    for (const transcript of request.known) {
      await saveTranscript(first?.evidence ?? '', transcript);
    }
    const tasks = request.scenarios.flatMap((scenario) => createTasks(scenario, settings, request));
    const { version, onEnded, probes = [] } = request;
    const pending = chunk(tasks, TASKS_PER_BATCH).map((chunk) =>
      this.#workers.perform(
        { version, tasks: chunk.map(addLoadingTime), probes },
        { signal, ...(onEnded === undefined ? {} : { onEnded }) },
      ),
    );
    batches.push(...(await Promise.all(pending)));
    const faults: readonly EvidenceFault[] = [...this.#list.faults, ...batches.flatMap((batch) => batch.faults)];
    return {
      scenarios: request.scenarios,
      suite: this.#list.scenarios.map(({ id }) => id),
      faults: signal.aborted ? [...faults, INTERRUPTED] : faults,
    };
  }
}

/** A glob for exactly these ids. Braces around a single one would stand for themselves. */
function createGlob(ids: readonly string[]): string {
  return ids.length === 1 ? String(ids[0]) : `{${ids.join(',')}}`;
}

/** What shows one changed version of the code again. */
function createCommand({ id, sources }: CodeVersion, command: string): string {
  const without = command.replace(/ --mutants[ =]\S+/, '');
  return Object.keys(sources).length === 0 ? command : `${without} --mutants ${id}`;
}

/** The first scenario of a batch waits until the version, and all that it imports, is loaded. */
function addLoadingTime(task: Task, index: number): Task {
  return index === 0 ? { ...task, deadlineMs: task.deadlineMs + LOADING_MS } : task;
}

const LOADING_MS = 30_000;

const INTERRUPTED: EvidenceFault = {
  code: 'interrupted',
  message: 'The run was interrupted.',
  hint: 'Run it again to its end.',
};

function createTasks(
  scenario: ScenarioIdentity,
  settings: readonly RunSettings[],
  request: ObservationRequest,
): Task[] {
  return settings
    .filter(({ target }) => !request.known.some((one) => one.scenario.id === scenario.id && one.target === target))
    .map((one) => ({ scenario, settings: one, deadlineMs: request.deadlineMs(scenario.id, one.target) }));
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
