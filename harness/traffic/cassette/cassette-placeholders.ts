import {
  hideValues,
  hideValuesInBytes,
  type Placeholders,
  type Replaced,
  revealValues,
  revealValuesInBytes,
} from '../secrets/placeholders.ts';
import { decodeBody, encodeBody } from './body-codec.ts';
import type { Cassette, Chunk, Interaction, RecordedBody, RecordedHeaders } from './cassette.ts';

/** The cassette with `{{NAME}}` in the place of each value, in URLs, headers and bodies. */
export function hidePlaceholders(cassette: Cassette, placeholders: Placeholders): Cassette {
  if (Object.keys(placeholders).length === 0) {
    return cassette;
  }
  return rewritten(cassette, {
    text: (text) => hideValues(text, placeholders),
    bytes: (bytes) => hideValuesInBytes(bytes, placeholders),
  });
}

/** The cassette with the values back in the place of their placeholders. Those without a value stay. */
export function revealPlaceholders(cassette: Cassette, placeholders: Placeholders): Cassette {
  if (Object.keys(placeholders).length === 0) {
    return cassette;
  }
  return rewritten(cassette, {
    text: (text) => revealValues(text, placeholders),
    bytes: (bytes) => revealValuesInBytes(bytes, placeholders),
  });
}

interface Rewriting {
  text(text: string): string;
  bytes(bytes: Uint8Array): Replaced;
}

function rewritten(cassette: Cassette, rewriting: Rewriting): Cassette {
  const interactions = cassette.interactions.map((interaction) => rewrittenInteraction(interaction, rewriting));
  return { ...cassette, interactions };
}

function rewrittenInteraction(interaction: Interaction, { text, bytes }: Rewriting): Interaction {
  const { request, response, chunks } = interaction;
  const answer = bytes(decodeBody(response.body));
  const headers = (all: RecordedHeaders) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, text(value)]));
  return {
    ...interaction,
    request: {
      ...request,
      url: text(request.url),
      headers: headers(request.headers),
      body: sameOr(request.body, bytes(decodeBody(request.body)).bytes),
    },
    response: { ...response, headers: headers(response.headers), body: sameOr(response.body, answer.bytes) },
    chunks: movedChunks(chunks, answer),
  };
}

/** A body of the same bytes stays in the form in which it is. */
function sameOr(body: RecordedBody, bytes: Uint8Array): RecordedBody {
  return Buffer.compare(decodeBody(body), bytes) === 0 ? body : encodeBody(bytes);
}

function movedChunks(chunks: readonly Chunk[], { moved }: Replaced): readonly Chunk[] {
  let [before, after] = [0, 0];
  return chunks.map(([dtMs, length]) => {
    const start = after;
    before += length;
    after = moved(before);
    return [dtMs, after - start];
  });
}
