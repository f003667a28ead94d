import type { Delivery } from '../../evidence/step-time.ts';
import { splitEventStream } from '../../values/event-stream.ts';

/** One read from the network. */
export interface Arrival {
  /** Milliseconds after the request. */
  readonly atMs: number;
  /** How many bytes of the body had come by then. */
  readonly bytes: number;
}

/** How the events of a `text/event-stream` body arrived; undefined where there was none. */
export function describeDelivery(text: string, arrivals: readonly Arrival[]): Delivery | undefined {
  const ends: number[] = [];
  let end = 0;
  for (const { text: lines, separator, event } of splitEventStream(text).blocks) {
    end += Buffer.byteLength(lines + separator);
    if (event !== undefined) {
      ends.push(end);
    }
  }
  const completing = arrivals.filter(({ bytes }, index) =>
    ends.some((end) => end <= bytes && end > (arrivals[index - 1]?.bytes ?? 0)),
  );
  const [first, last] = [completing[0], completing.at(-1)];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  return { flushes: completing.length, firstMs: tenths(first.atMs), lastMs: tenths(last.atMs) };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
