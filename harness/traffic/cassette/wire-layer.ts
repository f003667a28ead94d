import { decodeBody, encodeBody } from './body-codec.ts';
import type { Chunk, Interaction, RecordedBody } from './cassette.ts';

/**
 * The interaction with another body in its answer and pieces that fit it: a stream that came in several gets one an event,
 * anything else one in all. The recorded times stay where there is a piece for them.
 */
export function withBody(interaction: Interaction, body: RecordedBody): Interaction {
  const { response, chunks } = interaction;
  return { ...interaction, response: { ...response, body }, chunks: chunksFor(body, chunks) };
}

function chunksFor(body: RecordedBody, before: readonly Chunk[]): readonly Chunk[] {
  if (body.kind === 'sse' && before.length > 1) {
    return eventLengths(body).map((length, index) => [before[index]?.[0] ?? 0, length]);
  }
  const { length } = decodeBody(body);
  return length === 0 ? [] : [[before.reduce((sum, [dtMs]) => sum + dtMs, 0), length]];
}

type StreamBody = Extract<RecordedBody, { readonly kind: 'sse' }>;

/** How many bytes each event takes, its separator with it; what follows the last one counts as one more. */
export function eventLengths(body: StreamBody): readonly number[] {
  const lengths = body.events.map((event) => decodeBody({ ...body, events: [event], tail: '' }).length);
  return body.tail === '' ? lengths : [...lengths, Buffer.byteLength(body.tail)];
}

/** The interaction as if the answer had stopped after `length` bytes. */
export function cutAfterBytes(interaction: Interaction, length: number): Interaction {
  const { response } = interaction;
  const body = encodeBody(decodeBody(response.body).subarray(0, length));
  const chunks: Chunk[] = [];
  let left = length;
  for (const [dtMs, size] of interaction.chunks) {
    if (left <= 0) {
      break;
    }
    chunks.push([dtMs, Math.min(size, left)]);
    left -= size;
  }
  return { ...interaction, response: { ...response, body }, chunks };
}
