import { Transform, type TransformCallback } from 'node:stream';

/** How one direction of a connection is slowed down. Read anew for each piece. */
export interface FlowSettings {
  delayMs: number;
  bytesPerSecond: number;
}

/** Passes bytes on in order, each piece as late as the settings say. */
export class DelayedFlow extends Transform {
  readonly #settings: FlowSettings;
  #waiting: NodeJS.Timeout | undefined;

  constructor(settings: FlowSettings) {
    super();
    this.#settings = settings;
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const { delayMs, bytesPerSecond } = this.#settings;
    const ms = delayMs + (piece.length / bytesPerSecond) * 1_000;
    if (ms === 0) {
      done(null, piece);
    } else {
      this.#waiting = setTimeout(() => done(null, piece), ms);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#waiting);
    done(error);
  }
}
