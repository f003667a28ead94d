import type { Delivery } from '../../evidence/step-time.ts';

/** One read from the network. */
export interface Arrival {
  /** Milliseconds after the request. */
  readonly atMs: number;
  /** How many bytes of the body had come by then. */
  readonly bytes: number;
}

/** An event ends with a blank line; a block of comments alone is a sign of life and no event. */
const BLOCK = /([\s\S]*?)(?:\r\n\r\n|\n\n|\r\r)/g;

/** How the events of a `text/event-stream` body arrived; undefined where there was none. */
export function deliveryOf(body: Buffer, arrivals: readonly Arrival[]): Delivery | undefined {
  // One character a byte, so that places in the text are places in the body.
  const ends = [...body.toString('latin1').matchAll(BLOCK)]
    .filter(([, block = '']) => block.split(/[\r\n]+/).some((line) => line !== '' && !line.startsWith(':')))
    .map(({ index, 0: whole }) => index + whole.length);
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
