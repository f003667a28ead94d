/** How the delivery of a body ended. */
export type StreamEnd =
  | { readonly kind: 'done' }
  /** The sender's connection broke. */
  | { readonly kind: 'reset'; readonly reason: string }
  /** The receiver went away, or never read to the end. */
  | { readonly kind: 'abandoned' };

export interface BodySource {
  /** The next piece, or null after the last. Rejects when the sender's connection broke. */
  next(): Promise<Uint8Array | null>;
  /** The receiver went away. */
  cancel(): Promise<void>;
}

/**
 * A body that takes each piece from the source when the receiver asks for it, holds none back, and tells once how it
 * ended. `signal` cuts it off.
 */
export function bodyStream(
  source: BodySource,
  options: { readonly signal: AbortSignal; readonly onEnd: (end: StreamEnd) => void },
): ReadableStream<Uint8Array> {
  const { signal, onEnd } = options;
  let isOver = false;
  let cutOff = () => {};
  const finish = (end: StreamEnd) => {
    if (isOver) {
      return;
    }
    isOver = true;
    // The signal outlives the stream, and would keep it.
    signal.removeEventListener('abort', cutOff);
    onEnd(end);
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        cutOff = () => {
          if (isOver) {
            return;
          }
          finish({ kind: 'abandoned' });
          controller.error(signal.reason);
        };
        signal.addEventListener('abort', cutOff);
      },
      pull: async (controller) => {
        try {
          const piece = await source.next();
          if (isOver) {
            return;
          }
          if (piece !== null) {
            return controller.enqueue(piece);
          }
          finish({ kind: 'done' });
          controller.close();
        } catch (error) {
          if (isOver) {
            return;
          }
          finish({ kind: 'reset', reason: describeBreak(error) });
          controller.error(error);
        }
      },
      cancel: async () => {
        finish({ kind: 'abandoned' });
        await source.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Why a connection broke, with the reason beneath it: fetch itself only says that it failed. */
export function describeBreak(error: unknown): string {
  if (!(error instanceof Error)) {
    return 'unknown error';
  }
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
