import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import type { ReceivedResponse } from '../llm/llm-protocol.ts';
import { type BodySource, bodyStream, type StreamEnd } from './body-stream.ts';

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The recorded answer: the same bytes in the same pieces, as fast as they are read. `onEnd` is told once how the delivery
 * ended, and what had been delivered by then.
 */
export function replayResponse(
  interaction: Interaction,
  options: {
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
  const source = sourceOf(interaction, body, (length) => {
    delivered += length;
  });
  return new Response(bodyStream(source, { signal: options.signal, onEnd }), {
    status,
    // Chunked, because the receiver takes a break in a body of unknown length for its end.
    headers: { ...headers, 'transfer-encoding': 'chunked' },
  });
}

function sourceOf({ chunks, end }: Interaction, body: Uint8Array, onPiece: (length: number) => void): BodySource {
  const lengths = chunks.map(([, length]) => length).values();
  let offset = 0;
  return {
    next: async () => {
      // One turn of the event loop for each piece, or the receiver gets several as one.
      await nextTurn();
      const { value: length, done } = lengths.next();
      if (done) {
        if (end === 'reset') throw new Error('The recorded connection broke here.');
        return null;
      }
      offset += length;
      onPiece(length);
      return body.subarray(offset - length, offset);
    },
    cancel: async () => {},
  };
}
