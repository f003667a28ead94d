import { z } from 'zod';
import type { Json } from '../../values/json.ts';
import { pointerOf } from '../../values/pointer.ts';
import { type Blobs, blobDirectory, blobName } from './blob-store.ts';
import { decodeBody, encodeBody } from './body-codec.ts';
import { CASSETTE_SCHEMA, type Cassette, type Interaction, NOT_BEGUN, type RecordedBody } from './cassette.ts';
import { CassetteInvalid } from './cassette-invalid.ts';
import { wireChecksum } from './wire-checksum.ts';

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
    z.strictObject({ kind: z.literal('blob'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ])
  .readonly();

const interaction = z
  .strictObject({
    id: z.string().min(1),
    request: z.strictObject({ method: z.string().regex(/^[A-Z]+$/), url: z.url(), headers, body }).readonly(),
    response: z
      .strictObject({
        status: z.union([z.literal(NOT_BEGUN), z.int().min(200).max(599)]),
        headers,
        encoding: z.string().exactOptional(),
        body,
      })
      .readonly(),
    chunks: z.array(z.tuple([z.number().min(0), z.int().min(0)]).readonly()).readonly(),
    end: z.enum(['done', 'reset', 'abandoned']),
    checksum: z.string().exactOptional(),
  })
  .refine(
    ({ response, chunks, end }) => response.status !== NOT_BEGUN || (end === 'abandoned' && chunks.length === 0),
    {
      path: ['response', 'status'],
      message: 'an answer without a status never began, so nothing of it came and its end is "abandoned"',
    },
  )
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

const NO_BLOBS: Blobs = new Map();

/**
 * The cassette in this text. `path` is for messages, `blobs` are the bodies beside it.
 *
 * @throws PARITY_CASSETTE_INVALID
 */
export function parseCassette(text: string, path: string, blobs: Blobs = NO_BLOBS): Cassette {
  const { cassette: valid, misfits } = parseCassetteUnchecked(text, { path, blobs });
  const [misfit] = misfits;
  if (misfit === undefined) {
    return valid;
  }
  throw new CassetteInvalid({
    path,
    pointer: pointerOf(['interactions', misfit.index, 'chunks']),
    problem: misfit.problem,
  });
}

/** An interaction whose body does not fit the pieces in which it is said to have come. */
interface Misfit {
  readonly index: number;
  readonly problem: string;
}

/** {@link parseCassette}, but bodies that do not fit their pieces are only told. */
export function parseCassetteUnchecked(
  text: string,
  { path, blobs }: { readonly path: string; readonly blobs: Blobs },
): { readonly cassette: Cassette; readonly misfits: readonly Misfit[] } {
  const result = cassette.safeParse(parseText(text, path));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new CassetteInvalid({ path, pointer: pointerOf(issue?.path ?? []), problem: issue?.message ?? 'unknown' });
  }
  const stored = result.data.interactions;
  const interactions = stored.map(({ checksum: _, ...rest }, index) => {
    const inline = (side: 'request' | 'response') =>
      inlineBlob(rest[side].body, { path, blobs, pointer: pointerOf(['interactions', index, side, 'body']) });
    return {
      ...rest,
      request: { ...rest.request, body: inline('request') },
      response: { ...rest.response, body: inline('response') },
    };
  });
  const misfits = interactions.flatMap((interaction, index) => findMisfit(interaction, index, stored[index]?.checksum));
  return { cassette: { ...result.data, interactions }, misfits };
}

type StoredBody = z.infer<typeof body>;

function inlineBlob(
  stored: StoredBody,
  { path, blobs, pointer }: { readonly path: string; readonly blobs: Blobs; readonly pointer: string },
): RecordedBody {
  if (stored.kind !== 'blob') {
    return stored;
  }
  const bytes = blobs.get(stored.sha256);
  const file = `${blobDirectory(path)}/${stored.sha256}`;
  if (bytes === undefined) {
    throw new CassetteInvalid({ path, pointer, problem: `the file ${file} is missing` });
  }
  if (blobName(bytes) === stored.sha256) {
    return encodeBody(bytes);
  }
  throw new CassetteInvalid({ path, pointer, problem: `the file ${file} does not hold what its name says` });
}

function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = text.trim() === '' ? 'the file is empty' : `it is not JSON (${String(cause)})`;
    throw new CassetteInvalid({ path, pointer: '', problem, cause });
  }
}

function findMisfit({ chunks, response }: Interaction, index: number, checksum: string | undefined): readonly Misfit[] {
  const bytes = decodeBody(response.body);
  const chunkLength = chunks.reduce((sum, [, length]) => sum + length, 0);
  if (bytes.length !== chunkLength) {
    return [{ index, problem: `the chunks hold ${chunkLength} bytes and the body ${bytes.length}` }];
  }
  if (checksum === undefined || checksum === wireChecksum(bytes, chunks)) {
    return [];
  }
  return [{ index, problem: 'the body or its chunks were changed after they were recorded, and the checksum was not' }];
}
