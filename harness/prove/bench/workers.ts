import { availableParallelism } from 'node:os';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { formatCell } from './mutant-coverage.ts';
import type { Batch, Report, Task } from './protocol.ts';
import { type Breakdown, type WorkerOptions, WorkerProcess } from './worker-process.ts';

/** Scenarios wait about as long as they compute. */
const WORKERS = Math.max(2, Math.ceil(availableParallelism() * 1.5));

/** A process that has loaded many versions of the code holds all of them. */
const BATCHES_PER_PROCESS = 25;

export interface EndedTask {
  /** `formatCell` its scenario and target. */
  readonly cell: string;
  readonly reached: readonly number[];
}

export interface BatchResult {
  readonly faults: readonly EvidenceFault[];
  /** By task; undefined where it left no transcript. */
  readonly ended: readonly (EndedTask | undefined)[];
  readonly loaded: Readonly<Record<string, string>>;
}

export interface PerformOptions {
  /** Once aborted, batches that have not begun are not begun. */
  readonly signal: AbortSignal;
  readonly onEnded?: (task: Task, durationMs: number) => void;
}

/** Processes that are kept warm between batches. Batches beyond their number wait, in the order in which they were asked for. */
export class Workers implements AsyncDisposable {
  readonly #options: WorkerOptions;
  readonly #idle: WorkerProcess[] = [];
  readonly #all = new Set<WorkerProcess>();
  readonly #waiting: (() => void)[] = [];
  #free = WORKERS;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /**
   * Does a batch, and says what became of each task. A breakdown in a process that had done other batches may be their
   * fault, so the batch is done again from the start in a fresh one; in a fresh one it is a fault of the evidence.
   */
  async perform(batch: Batch, options: PerformOptions): Promise<BatchResult> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return options.signal.aborted ? skipBatch(batch) : await this.#perform(batch, options);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#free += 1;
      } else {
        next();
      }
    }
  }

  async #perform(batch: Batch, options: PerformOptions): Promise<BatchResult> {
    const worker = this.#idle.pop() ?? this.#start();
    const isFresh = worker.batches === 0;
    const ended: (EndedTask | undefined)[] = batch.tasks.map(() => undefined);
    const faults: EvidenceFault[] = [];
    const outcome = await worker.perform(batch, (report) => {
      if (report.kind === 'failed') {
        faults.push(failure(batch, report));
      }
      if (report.kind !== 'ended') {
        return;
      }
      const task = batch.tasks[report.task];
      if (task === undefined) {
        return;
      }
      const { scenario, settings } = task;
      ended[report.task] = { cell: formatCell(scenario.id, settings.target), reached: report.reached };
      options.onEnded?.(task, report.durationMs);
    });
    if ('kind' in outcome) {
      await this.#release(worker, outcome.isUnclean);
      return { faults, ended, loaded: outcome.loaded };
    }
    await this.#end(worker);
    if (!isFresh) {
      return await this.#perform(batch, options);
    }
    return { faults: [...faults, breakdown(batch, outcome)], ended, loaded: {} };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker[Symbol.asyncDispose]()));
  }

  #start(): WorkerProcess {
    const worker = new WorkerProcess(this.#options);
    this.#all.add(worker);
    return worker;
  }

  async #release(worker: WorkerProcess, isUnclean: boolean): Promise<void> {
    if (isUnclean || worker.batches >= BATCHES_PER_PROCESS) {
      await this.#end(worker);
    } else {
      this.#idle.push(worker);
    }
  }

  async #end(worker: WorkerProcess): Promise<void> {
    this.#all.delete(worker);
    await worker[Symbol.asyncDispose]();
  }
}

function skipBatch({ tasks }: Batch): BatchResult {
  return { faults: [], ended: tasks.map(() => undefined), loaded: {} };
}

function failure({ tasks }: Batch, report: Extract<Report, { readonly kind: 'failed' }>): EvidenceFault {
  return {
    code: 'drive_failed',
    message: `${describeTask(tasks[report.task])} could not be run: ${report.message}`,
    hint: 'It was not observed.',
  };
}

function breakdown({ tasks }: Batch, { task, reason, message }: Breakdown): EvidenceFault {
  const what = reason === 'hung' ? 'hung and was ended' : 'took its process down';
  return {
    code: 'drive_failed',
    message: `${describeTask(tasks[task])} ${what}. ${message}`,
    hint: 'It and what was to follow were not observed. A time-out or a crash is no evidence of anything.',
  };
}

function describeTask(task: Task | undefined): string {
  return task === undefined ? 'The process' : `${task.scenario.id} on ${task.settings.target}`;
}
