import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { moduleBeside } from '../../base/module-beside.ts';
import type { Environment } from '../../scenario/api/environment.ts';
import type { Batch, Report } from './protocol.ts';

const WORKER = moduleBeside(import.meta.url, 'worker');

/** How much of what a worker printed is kept for the message that says why it ended. */
const KEPT_OUTPUT = 4_000;

export interface WorkerOptions {
  /** The folder of the project, absolute. */
  readonly root: string;
  /** The folder of the scenarios, absolute. */
  readonly scenarios: string;
  readonly env: Environment;
}

/** Why a batch did not come to its end: the task that hung or that the process died in, and why. */
export interface Breakdown {
  readonly task: number;
  readonly reason: 'hung' | 'crashed';
  readonly message: string;
}

type BatchOutcome = Breakdown | Extract<Report, { readonly kind: 'done' }>;

/** A process that runs scenarios on versions of the code. Disposing ends it, whatever it does. */
export class WorkerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  /** How long it takes to start says nothing of a scenario. */
  readonly #ready: Promise<unknown>;
  #output = '';
  #batches = 0;

  constructor({ root, scenarios, env }: WorkerOptions) {
    this.#child = fork(WORKER, [root, scenarios], {
      cwd: root,
      env: { ...env },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#closed = once(this.#child, 'close');
    this.#ready = Promise.race([once(this.#child, 'message'), this.#closed]);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output = `${this.#output}${chunk}`.slice(-KEPT_OUTPUT);
      });
    }
  }

  /** How many batches it has been given. */
  get batches(): number {
    return this.#batches;
  }

  /** Does a batch; one at a time. After a breakdown the process is of no more use. */
  async perform(batch: Batch, onReport: (report: Report) => void): Promise<BatchOutcome> {
    this.#batches += 1;
    await this.#ready;
    const outcome = Promise.withResolvers<BatchOutcome>();
    let task = 0;
    let timer: NodeJS.Timeout | undefined;
    const breakDown = (reason: Breakdown['reason'], message: string) => outcome.resolve({ task, reason, message });
    const expect = () => {
      clearTimeout(timer);
      const { deadlineMs } = batch.tasks[task] ?? { deadlineMs: SETTLING_MS };
      timer = setTimeout(() => breakDown('hung', `Nothing ended within ${deadlineMs} ms.`), deadlineMs);
    };
    const onMessage = (report: Report) => {
      if (report.kind === 'ready') {
        return;
      }
      if (report.kind === 'done') {
        return outcome.resolve(report);
      }
      task = report.task + 1;
      expect();
      onReport(report);
    };
    const onClose = () => breakDown('crashed', `The process ended: ${this.#output.trim() || 'it said nothing'}`);
    this.#child.on('message', onMessage).on('close', onClose);
    expect();
    if (this.#child.connected) {
      this.#child.send(batch);
    } else {
      onClose();
    }
    try {
      return await outcome.promise;
    } finally {
      clearTimeout(timer);
      this.#child.off('message', onMessage).off('close', onClose);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }
}

/** How long a worker may take from the end of its last task to the end of the batch. */
const SETTLING_MS = 10_000;
