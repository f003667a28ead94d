import { availableParallelism } from 'node:os';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { cellOf } from '../reach.ts';
import type { Errand, Job, Report } from './protocol.ts';
import { type Breakdown, type WorkerOptions, WorkerProcess } from './worker-process.ts';

/** Scenarios wait about as long as they compute. */
const WORKERS = Math.max(2, Math.ceil(availableParallelism() * 1.5));

/** A process that has loaded many versions of the code holds all of them. */
const JOBS_OF_A_PROCESS = 25;

export interface EndedErrand {
  /** `cellOf` its scenario and target. */
  readonly cell: string;
  readonly reached: readonly number[];
}

export interface JobResult {
  readonly faults: readonly EvidenceFault[];
  /** By errand; undefined where it left no transcript. */
  readonly ended: readonly (EndedErrand | undefined)[];
  readonly loaded: Readonly<Record<string, string>>;
}

export interface PerformOptions {
  /** Once aborted, jobs that have not begun are not begun. */
  readonly signal: AbortSignal;
  readonly onEnded?: (errand: Errand, durationMs: number) => void;
}

/** Processes that are kept warm between jobs. Jobs beyond their number wait, in the order in which they were asked for. */
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
   * Does a job, and says what became of each errand. A breakdown in a process that had done other jobs may be their
   * fault, so the job is done again from the start in a fresh one; in a fresh one it is a fault of the evidence.
   */
  async perform(job: Job, options: PerformOptions): Promise<JobResult> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return options.signal.aborted ? notBegun(job) : await this.#perform(job, options);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#free += 1;
      } else {
        next();
      }
    }
  }

  async #perform(job: Job, options: PerformOptions): Promise<JobResult> {
    const worker = this.#idle.pop() ?? this.#start();
    const isFresh = worker.jobs === 0;
    const ended: (EndedErrand | undefined)[] = job.errands.map(() => undefined);
    const faults: EvidenceFault[] = [];
    const outcome = await worker.perform(job, (report) => {
      if (report.kind === 'failed') {
        faults.push(failure(job, report));
      }
      if (report.kind !== 'ended') {
        return;
      }
      const errand = job.errands[report.errand];
      if (errand === undefined) {
        return;
      }
      const { scenario, settings } = errand;
      ended[report.errand] = { cell: cellOf(scenario.id, settings.target), reached: report.reached };
      options.onEnded?.(errand, report.durationMs);
    });
    if ('kind' in outcome) {
      await this.#release(worker, outcome.isUnclean);
      return { faults, ended, loaded: outcome.loaded };
    }
    await this.#end(worker);
    if (!isFresh) {
      return await this.#perform(job, options);
    }
    return { faults: [...faults, breakdown(job, outcome)], ended, loaded: {} };
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
    if (isUnclean || worker.jobs >= JOBS_OF_A_PROCESS) {
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

function notBegun({ errands }: Job): JobResult {
  return { faults: [], ended: errands.map(() => undefined), loaded: {} };
}

function failure({ errands }: Job, report: Extract<Report, { readonly kind: 'failed' }>): EvidenceFault {
  return {
    code: 'drive_failed',
    message: `${nameOf(errands[report.errand])} could not be run: ${report.message}`,
    hint: 'It was not observed.',
  };
}

function breakdown({ errands }: Job, { errand, reason, message }: Breakdown): EvidenceFault {
  const what = reason === 'hung' ? 'hung and was ended' : 'took its process down';
  return {
    code: 'drive_failed',
    message: `${nameOf(errands[errand])} ${what}. ${message}`,
    hint: 'It and what was to follow were not observed. A time-out or a crash is no evidence of anything.',
  };
}

function nameOf(errand: Errand | undefined): string {
  return errand === undefined ? 'The process' : `${errand.scenario.id} on ${errand.settings.target}`;
}
