import { z } from 'zod';
import type { Json } from '../observe/json.ts';
import { pointerOf } from '../observe/pointer.ts';
import { decodeBody } from './body-codec.ts';
import { CASSETTE_SCHEMA, type Cassette } from './cassette.ts';
import { CassetteInvalid } from './cassette-invalid.ts';

/** JSON is taken as it is: rebuilding it could change the order or the names of properties, and with them the bytes. */
const json = z.custom<Json>((value) => value !== undefined, 'a JSON value is missing');
const headers = z.record(z.string(), z.string()).readonly();
const event = z.union([z.string(), z.strictObject({ event: z.string().exactOptional(), data: json }).readonly()]);

const body = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('empty') }),
    z.strictObject({ kind: z.literal('json'), json, indent: z.int().min(0).max(10), tail: z.string() }),
    z.strictObject({
      kind: z.literal('sse'),
      events: z.array(event).readonly(),
      separator: z.string(),
      tail: z.string(),
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('base64'), base64: z.base64() }),
  ])
  .readonly();

const interaction = z
  .strictObject({
    id: z.string().min(1),
    request: z.strictObject({ method: z.string().regex(/^[A-Z]+$/), url: z.url(), headers, body }).readonly(),
    response: z.strictObject({ status: z.int().min(200).max(599), headers, body }).readonly(),
    chunks: z.array(z.tuple([z.number().min(0), z.int().min(0)]).readonly()).readonly(),
    end: z.enum(['done', 'reset']),
  })
  .readonly();

const cassette = z
  .strictObject({
    schema: z.literal(CASSETTE_SCHEMA),
    scenario: z.strictObject({ id: z.string(), title: z.string() }).readonly(),
    provenance: z
      .strictObject({
        recordedAt: z.iso.datetime(),
        source: z.string().regex(/^(?:live|stand-in|import:.+)$/),
        upstream: z.string(),
        recorder: z.string(),
        sdk: z.record(z.string(), z.string()).readonly(),
      })
      .readonly(),
    interactions: z.array(interaction).readonly(),
  })
  .readonly();

/** The cassette in this text. `path` is for messages. Throws PARITY_CASSETTE_INVALID. */
export function parseCassette(text: string, path: string): Cassette {
  const result = cassette.safeParse(parseText(text, path));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new CassetteInvalid({ path, pointer: pointerOf(issue?.path ?? []), problem: issue?.message ?? 'unknown' });
  }
  checkChunks(result.data, path);
  return result.data;
}

function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = text.trim() === '' ? 'the file is empty' : `it is not JSON (${String(cause)})`;
    throw new CassetteInvalid({ path, pointer: '', problem, cause });
  }
}

function checkChunks(valid: Cassette, path: string): void {
  for (const [index, { chunks, response }] of valid.interactions.entries()) {
    const bodyLength = decodeBody(response.body).length;
    const chunkLength = chunks.reduce((sum, [, length]) => sum + length, 0);
    if (bodyLength === chunkLength) continue;
    throw new CassetteInvalid({
      path,
      pointer: pointerOf(['interactions', index, 'chunks']),
      problem: `the chunks hold ${chunkLength} bytes and the body ${bodyLength}`,
    });
  }
}
