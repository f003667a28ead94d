import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import type { ReceivedResponse } from '../llm/llm-protocol.ts';
import { type BodySource, bodyStream, type StreamEnd } from './body-stream.ts';
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

/**
 * The recorded answer: the same bytes in the same pieces, at the pace that is asked for. `onEnd` is told once how the delivery
 * ended, and what had been delivered by then.
 */
export function replayResponse(
  interaction: Interaction,
  options: ReplayTiming & {
    readonly signal: AbortSignal;
    readonly onEnd: (end: StreamEnd, received: ReceivedResponse) => void;
  },
): Response {
  const { status, headers } = interaction.response;
  const body = decodeBody(interaction.response.body);
  let delivered = 0;
  const onEnd = (end: StreamEnd) =>
    options.onEnd(end, { status, headers: new Headers(headers), body: body.subarray(0, delivered) });
  if (NO_BODY.has(status) || (body.length === 0 && interaction.end === 'done')) {
    onEnd({ kind: 'done' });
    return new Response(null, {
      status,
      headers: NO_BODY.has(status) ? headers : { ...headers, 'content-length': '0' },
    });
  }
  const gone = new AbortController();
  const isPaced = options.pace === 'recorded';
  const wait = waiting(options, isPaced ? AbortSignal.any([options.signal, gone.signal]) : gone.signal);
  const pieces = piecesOf(interaction, body, wait);
  const source: BodySource = {
    next: async () => {
      const { value } = await pieces.next();
      delivered += value?.length ?? 0;
      return value ?? null;
    },
    cancel: async () => gone.abort(),
  };
  return new Response(bodyStream(source, { signal: options.signal, onEnd }), {
    status,
    // Chunked, because the receiver takes a break in a body of unknown length for its end.
    headers: { ...headers, 'transfer-encoding': 'chunked' },
  });
}

function waiting({ pace, time = wallTime }: ReplayTiming, signal: AbortSignal): (ms: number) => Promise<void> {
  return async (ms) => {
    if (pace === 'recorded' && ms > 0) await time.sleep(ms, signal);
    // One turn of the event loop for each piece, or the receiver gets several as one.
    await nextTurn();
  };
}

async function* piecesOf(
  { chunks, end }: Interaction,
  body: Uint8Array,
  wait: (ms: number) => Promise<void>,
): AsyncGenerator<Uint8Array, undefined> {
  let offset = 0;
  for (const [dtMs, length] of chunks) {
    await wait(dtMs);
    offset += length;
    yield body.subarray(offset - length, offset);
  }
  if (end === 'reset') {
    await wait(0);
    throw new Error('The recorded connection broke here.');
  }
  return undefined;
}
