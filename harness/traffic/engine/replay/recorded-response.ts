import { once } from 'node:events';
import { decodeBody } from '../../cassette/body-codec.ts';
import { type Interaction, NOT_BEGUN } from '../../cassette/cassette.ts';
import type { ReceivedResponse } from '../../providers/provider.ts';
import type { StreamEnd } from '../body-stream.ts';
import { type TimeSource, wallTime } from './time-source.ts';

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** `instant`: as fast as it is read. `recorded`: with the time that lay between the pieces. */
export type ReplayPace = 'instant' | 'recorded';

export interface ReplayTiming {
  /** `instant` without it. */
  readonly pace?: ReplayPace | undefined;
  /** What paced replay waits by; the clock on the wall without it. */
  readonly time?: TimeSource | undefined;
}

export interface RecordedResponseOptions extends ReplayTiming {
  /**
   * Told once how the delivery ended, and what had been delivered by then, before the receiver sees the end; null for a
   * response that never began.
   */
  readonly onEnd: (end: StreamEnd, received: ReceivedResponse | null) => void;
}

/**
 * A recorded response on its way to the caller: the same bytes in the same pieces, at the pace that is asked for. A carrier
 * takes piece after piece, and says how it ended.
 */
export class RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #interaction: Interaction;
  readonly #options: RecordedResponseOptions;
  readonly #body: Uint8Array;
  readonly #gone = new LazyAbort();
  #position = 0;
  #delivered = 0;
  #isOver = false;

  constructor(interaction: Interaction, options: RecordedResponseOptions) {
    this.#interaction = interaction;
    this.#options = options;
    const { status, headers, body } = interaction.response;
    this.#body = decodeBody(body);
    this.status = status;
    // Chunked, because the receiver takes a break in a body of unknown length for its end.
    const framing = this.isEmpty ? { 'content-length': '0' } : { 'transfer-encoding': 'chunked' };
    this.headers = NO_BODY.has(status) ? headers : { ...headers, ...framing };
  }

  /** Whether there are headers to send; otherwise {@link next} says nothing until the caller has gone. */
  get hasBegun(): boolean {
    return this.status !== NOT_BEGUN;
  }

  /** Whether no body follows the headers. */
  get isEmpty(): boolean {
    const { response, end } = this.#interaction;
    return NO_BODY.has(response.status) || (this.#body.length === 0 && end === 'done');
  }

  /** Whether {@link takeAtOnce} may be called: there is one piece, and nothing to wait for. */
  get isOnePiece(): boolean {
    const { chunks, end } = this.#interaction;
    return chunks.length === 1 && end === 'done' && this.#options.pace !== 'recorded';
  }

  /** Whether it has ended, or was cut off because the scenario has. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The whole body. */
  takeAtOnce(): Uint8Array {
    this.#delivered = this.#body.length;
    return this.#body;
  }

  /**
   * The next piece when its time has come, or null after the last. Rejects where the recorded connection broke. Where the
   * caller had gone, it waits until that happens again.
   */
  async next(): Promise<Uint8Array | null> {
    const { chunks, end } = this.#interaction;
    const chunk = chunks[this.#position];
    if (chunk === undefined && end === 'done') {
      return null;
    }
    // What would have come was never recorded: the caller goes away again, or waits until the scenario ends.
    if (chunk === undefined && end === 'abandoned') {
      await this.#gone.wait();
    }
    await this.#pause(chunk?.[0] ?? 0);
    if (chunk === undefined) {
      throw new Error('The recorded connection broke here.');
    }
    this.#position += 1;
    const start = this.#delivered;
    this.#delivered += chunk[1];
    return this.#body.subarray(start, this.#delivered);
  }

  /** How the delivery ended. What is said after the first time is passed over. */
  end(end: StreamEnd): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    this.#gone.abort();
    const { status, headers } = this.#interaction.response;
    const body = this.#body.subarray(0, this.#delivered);
    this.#options.onEnd(end, this.hasBegun ? { status, headers: new Headers(headers), body } : null);
  }

  /** Resolves when it is over, however it ended. */
  async untilOver(): Promise<void> {
    if (!this.#isOver) {
      await this.#gone.wait();
    }
  }

  async #pause(ms: number): Promise<void> {
    const { pace, time = wallTime } = this.#options;
    if (pace === 'recorded' && ms > 0) {
      await time.sleep(ms, this.#gone.signal);
    }
    // One turn of the event loop for each piece, or the receiver gets several as one.
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** An abort signal that costs nothing until it is used. */
class LazyAbort {
  #controller: AbortController | null = null;
  #isAborted = false;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) {
      this.#controller.abort();
    }
    return this.#controller.signal;
  }

  async wait(): Promise<void> {
    const { signal } = this;
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }
}
