import type { Delivery } from '../../evidence/step-time.ts';
import { type Block, splitEventStream } from '../../values/event-stream.ts';

/** One read from the network. */
export interface Arrival {
  /** Milliseconds after the request. */
  readonly atMs: number;
  /** How many bytes of the body had come by then. */
  readonly bytes: number;
}

/** A comment that comes by itself after so long a silence keeps the connection open: whether it comes is a matter of time. */
const SILENCE_MS = 1_000;

/** How the events of a `text/event-stream` body arrived; undefined where there was none. */
export function describeDelivery(text: string, arrivals: readonly Arrival[]): Delivery | undefined {
  const ends = listBlocks(text).flatMap(({ event, end }) => (event === undefined ? [] : [end]));
  const completing = arrivals.filter(({ bytes }, index) =>
    ends.some((end) => end <= bytes && end > (arrivals[index - 1]?.bytes ?? 0)),
  );
  const [first, last] = [completing[0], completing.at(-1)];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  return { flushes: completing.length, firstMs: tenths(first.atMs), lastMs: tenths(last.atMs) };
}

/** The body without the comments that only kept the connection open. */
export function withoutKeepAlives(text: string, arrivals: readonly Arrival[]): string {
  const blocks = listBlocks(text);
  const kept = blocks.filter((block) => !isComment(block) || silenceBefore(block.end, arrivals) < SILENCE_MS);
  const tail = text.slice(blocks.reduce((length, block) => length + block.text.length + block.separator.length, 0));
  return kept.map((block) => block.text + block.separator).join('') + tail;
}

/** The blocks of a body, each with the number of bytes up to its end. */
function listBlocks(text: string) {
  let end = 0;
  return splitEventStream(text).blocks.map((block) => {
    end += Buffer.byteLength(block.text + block.separator);
    return { ...block, end };
  });
}

function isComment({ text }: Block): boolean {
  return text !== '' && text.split(/[\r\n]+/).every((line) => line.startsWith(':'));
}

function silenceBefore(end: number, arrivals: readonly Arrival[]): number {
  const index = arrivals.findIndex(({ bytes }) => bytes >= end);
  return (arrivals[index]?.atMs ?? 0) - (arrivals[index - 1]?.atMs ?? 0);
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
