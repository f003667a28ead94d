import { performance } from 'node:perf_hooks';
import type { Ask } from './ask.ts';
import {
  BROKEN_PROMPT,
  ERROR,
  ERROR_PROMPT,
  makePrompt,
  makeRequest,
  PIECE_MS,
  PIECES,
  STREAM_HEADERS,
  STREAM_PROMPT,
} from './tape.ts';

/** Milliseconds of each of `calls` different calls, spread over the part of the tape from `from` to `to`. */
export async function callTimes(
  ask: Ask,
  { from, to, calls }: { readonly from: number; readonly to: number; readonly calls: number },
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const index = from + Math.floor((call * (to - from)) / calls);
    const body = makeRequest(makePrompt(index));
    const began = performance.now();
    const { status, pieces } = await ask(body);
    times.push(performance.now() - began);
    if (!pieces.join('').includes(`Answer number ${index}.`)) {
      throw new Error(`A wrong answer, with status ${status}.`);
    }
  }
  return times;
}

export function findMedian(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Which properties of the recorded answers come through. */
export type Fidelity = Readonly<Record<'bytes' | 'pieces' | 'ids' | 'headers' | 'errors' | 'breaks' | 'pace', boolean>>;

/** What of a recorded stream, an error and a break comes through. */
export async function measureFidelity(ask: Ask): Promise<Omit<Fidelity, 'pace'> & { readonly firstPieceMs: number }> {
  const stream = await ask(makeRequest(STREAM_PROMPT, true));
  const error = await ask(makeRequest(ERROR_PROMPT));
  const text = stream.pieces.join('');
  return {
    firstPieceMs: stream.times[0] ?? Number.NaN,
    bytes: text === PIECES.join('') && error.pieces.join('') === ERROR.body,
    pieces: stream.pieces.length === PIECES.length && stream.pieces.every((piece, index) => piece === PIECES[index]),
    ids: text.includes('"chatcmpl-stream"'),
    headers: stream.headers['x-request-id'] === STREAM_HEADERS['x-request-id'],
    errors: error.status === ERROR.status && error.headers['retry-after'] === ERROR.headers['retry-after'],
    breaks: await breaksOff(ask),
  };
}

/** Whether the pieces of a stream come as far apart as they were recorded. */
export async function keepsPace(ask: Ask): Promise<boolean> {
  const { times } = await ask(makeRequest(STREAM_PROMPT, true));
  return (times.at(-1) ?? 0) - (times[0] ?? 0) > 0.7 * PIECE_MS * (PIECES.length - 1);
}

/** A break that looks like an end is none. */
async function breaksOff(ask: Ask): Promise<boolean> {
  return await ask(makeRequest(BROKEN_PROMPT, true)).then(
    () => false,
    () => true,
  );
}
