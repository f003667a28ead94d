import { performance } from 'node:perf_hooks';
import { answerOf, PIECES, promptOf, requestOf, STREAM_HEADERS, STREAM_PROMPT } from './tape.ts';

/** Milliseconds per call: the median of `calls` different ones, spread over the tape. */
export async function callMs(chat: string, { count, calls }: { readonly count: number; readonly calls: number }) {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const index = Math.floor((call * count) / calls);
    const body = requestOf(promptOf(index));
    const began = performance.now();
    const response = await fetch(chat, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await response.text();
    times.push(performance.now() - began);
    if (!text.includes(`Answer number ${index}.`)) throw new Error(`A wrong answer, with status ${response.status}.`);
  }
  return medianOf(times);
}

export function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

export interface StreamFacts {
  readonly firstChunkMs: number;
  /** Which properties of the recorded stream came through. */
  readonly kept: Readonly<Record<'bytes' | 'chunks' | 'id' | 'header', boolean>>;
}

export async function streamFacts(chat: string): Promise<StreamFacts> {
  const body = requestOf(STREAM_PROMPT, true);
  const began = performance.now();
  const response = await fetch(chat, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const pieces: string[] = [];
  let firstChunkMs = Number.NaN;
  for await (const piece of response.body ?? []) {
    if (pieces.length === 0) firstChunkMs = performance.now() - began;
    pieces.push(Buffer.from(piece).toString('utf8'));
  }
  const text = pieces.join('');
  return {
    firstChunkMs,
    kept: {
      bytes: text === PIECES.join(''),
      chunks: pieces.length === PIECES.length && pieces.every((piece, index) => piece === PIECES[index]),
      id: text.includes('"chatcmpl-stream"'),
      header: response.headers.get('x-request-id') === STREAM_HEADERS['x-request-id'],
    },
  };
}

/** How large the answers of a tape are together, in megabytes. */
export function megabytesOf(count: number): number {
  return Array.from({ length: count }, (_, index) => answerOf(index).length).reduce((a, b) => a + b, 0) / 1e6;
}
