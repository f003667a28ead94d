import type { Clock } from '../ports/clock.ts';
import { ProblemError } from './errors.ts';

interface StreamEvent {
  readonly event: string;
  readonly data: object;
}

/** The first event has the sequence number 1. */
interface NumberedEvent extends StreamEvent {
  readonly sequence: number;
  readonly timestamp: Date;
}

interface StreamTask {
  readonly id: string;
  readonly userId: string;
  /** Its result is the last event of the stream. Must stop when `signal` aborts. */
  run(emit: (event: StreamEvent) => void, signal: AbortSignal): Promise<StreamEvent>;
  /** The last event of a stream whose `run` rejected. */
  failed(error: unknown): StreamEvent;
}

interface StreamOptions {
  readonly clock: Clock;
  /** How long a stream without a reader runs on, in case one comes back. */
  readonly graceMs: number;
}

/** How long a stream that has ended can still be read. */
const KEPT_MS = 60_000;

/**
 * The streams of this instance, in its memory: another instance, or this one after a restart, does not know them. Every
 * stream ends with exactly one last event. One that nobody reads any more is stopped.
 */
export class AnalysisStreams implements AsyncDisposable {
  readonly #options: StreamOptions;
  readonly #streams = new Map<string, AnalysisStream>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** How many have not ended. */
  get open(): number {
    return [...this.#streams.values()].filter(({ endedAt }) => endedAt === null).length;
  }

  start(task: StreamTask): AnalysisStream {
    this.#forgetOld();
    const stream = new AnalysisStream(task, this.#options);
    this.#streams.set(task.id, stream);
    return stream;
  }

  /** `null` when this user has no such stream here, or it ended too long ago. */
  find(wanted: { readonly id: string; readonly userId: string }): AnalysisStream | null {
    this.#forgetOld();
    const stream = this.#streams.get(wanted.id);
    return stream?.userId === wanted.userId ? stream : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.stop()));
    this.#streams.clear();
  }

  #forgetOld(): void {
    const oldest = this.#options.clock.now().getTime() - KEPT_MS;
    for (const [id, { endedAt }] of this.#streams) {
      if (endedAt !== null && endedAt.getTime() < oldest) {
        this.#streams.delete(id);
      }
    }
  }
}

export class AnalysisStream {
  readonly userId: string;
  readonly #options: StreamOptions;
  readonly #events: NumberedEvent[] = [];
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #changed = Promise.withResolvers<void>();
  #returned = new AbortController();
  #readers = 0;
  #endedAt: Date | null = null;

  constructor(task: StreamTask, options: StreamOptions) {
    this.userId = task.userId;
    this.#options = options;
    this.#ended = this.#run(task);
  }

  get endedAt(): Date | null {
    return this.#endedAt;
  }

  /** Whether the event of this sequence number is the last one. */
  isWholeAfter(sequence: number): boolean {
    return this.#endedAt !== null && sequence === this.#events.length;
  }

  /**
   * The events after that sequence number, as they come, to the last one or until `signal` aborts. A number that no event
   * has had yet is none of ours: all events are told.
   */
  async *read(after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent, void, void> {
    const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    this.#readers += 1;
    this.#returned.abort();
    try {
      for (let next = after > this.#events.length ? 0 : after; !signal.aborted; next += 1) {
        while (this.#events.length <= next && this.#endedAt === null && !signal.aborted) {
          await Promise.race([this.#changed.promise, gone]);
        }
        const event = this.#events[next];
        if (event === undefined) {
          return;
        }
        yield event;
      }
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0 && this.#endedAt === null) {
        this.#stopUnlessReadAgain();
      }
    }
  }

  /** Resolves when the last event is there. */
  async stop(): Promise<void> {
    this.#stopping.abort(new ProblemError('analysis_stopped', 'Nobody was there to read it'));
    this.#returned.abort();
    await this.#ended;
  }

  async #run(task: StreamTask): Promise<void> {
    try {
      this.#emit(await task.run((event) => this.#emit(event), this.#stopping.signal), true);
    } catch (error) {
      this.#emit(task.failed(error), true);
    }
  }

  #emit({ event, data }: StreamEvent, isLast = false): void {
    const timestamp = this.#options.clock.now();
    this.#events.push({ event, data, sequence: this.#events.length + 1, timestamp });
    this.#endedAt = isLast ? timestamp : null;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #stopUnlessReadAgain(): void {
    this.#returned = new AbortController();
    this.#options.clock.sleep(this.#options.graceMs, this.#returned.signal).then(
      () => this.stop(),
      // Somebody reads again, or it has been stopped: there is nothing left to wait for.
      () => undefined,
    );
  }
}
