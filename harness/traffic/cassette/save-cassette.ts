import { writeAtomically } from '../../base/write-atomically.ts';
import { pointerOf } from '../../values/pointer.ts';
import { digestSecret, type SecretFirewall } from '../secrets/firewall.ts';
import { cassettePlace } from '../secrets/harmless.ts';
import { blobName, dropOtherBlobs, writeBlobs } from './blob-store.ts';
import { decodeBody } from './body-codec.ts';
import type { Cassette, Interaction, RecordedBody } from './cassette.ts';
import { findRandomValues } from './find-random-values.ts';
import { SecretInCassette, type SecretPlace } from './secret-in-cassette.ts';
import { wireChecksum } from './wire-checksum.ts';

/** Bodies above this many bytes lie beside the cassette, in files of their own. */
const LARGEST_INLINE = 32 * 1024;

/**
 * Writes the cassette, whole or not at all: a crash leaves the file that was there. Refuses with
 * PARITY_SECRET_IN_CASSETTE, and then writes nothing.
 */
export async function saveCassette(
  path: string,
  cassette: Cassette,
  options: { readonly firewall: SecretFirewall },
): Promise<void> {
  const place = cassettePlace(cassette.scenario.id);
  const places = secretsIn(cassette, options.firewall.at(place));
  if (places.length > 0) {
    throw new SecretInCassette(path, { places, place });
  }
  const blobs = new Map<string, Uint8Array>();
  const text = serializeCassette(cassette, (bytes) => {
    const sha256 = blobName(bytes);
    blobs.set(sha256, bytes);
    return { kind: 'blob', sha256 };
  });
  // In this order: a crash in between leaves bodies that nobody needs, never a cassette without its bodies.
  await writeBlobs(path, blobs);
  await writeAtomically(path, text);
  await dropOtherBlobs(path, blobs);
}

interface BlobBody {
  readonly kind: 'blob';
  readonly sha256: string;
}

/** The text of a cassette file: the same text for equal cassettes, ended by a newline. */
function serializeCassette(cassette: Cassette, keep: (bytes: Uint8Array) => BlobBody): string {
  const stored = (body: RecordedBody): RecordedBody | BlobBody => {
    const bytes = decodeBody(body);
    return bytes.length > LARGEST_INLINE ? keep(bytes) : body;
  };
  const interactions = cassette.interactions.map((interaction) => {
    const { request, response, chunks } = interaction;
    const checksum = wireChecksum(decodeBody(response.body), chunks);
    return {
      ...interaction,
      request: { ...request, body: stored(request.body) },
      response: { ...response, body: stored(response.body) },
      ...(checksum === null ? {} : { checksum }),
    };
  });
  const text = JSON.stringify({ ...cassette, interactions }, null, 2);
  return `${text.replaceAll(/\[\n\s+(\d+(?:\.\d+)?),\n\s+(\d+)\n\s+\]/g, '[$1, $2]')}\n`;
}

function secretsIn(cassette: Cassette, firewall: SecretFirewall): readonly SecretPlace[] {
  const inStrings = firewall.findInJson(JSON.parse(JSON.stringify(cassette)));
  const elsewhere = cassette.interactions.flatMap((interaction, index) =>
    [...bodySecrets(interaction, firewall), ...randomWords(interaction, firewall)].map(({ path, rule, sha256 }) => ({
      pointer: pointerOf(['interactions', index, ...path]),
      rule,
      sha256,
    })),
  );
  const isNew = ({ pointer }: SecretPlace) => !inStrings.some((place) => place.pointer.startsWith(pointer));
  return [...inStrings, ...elsewhere.filter(isNew)];
}

/** In the bytes as a whole, so in no matter which pieces they came. */
function bodySecrets({ request, response }: Interaction, firewall: SecretFirewall) {
  return Object.entries({ request, response }).flatMap(([side, { body }]) => {
    const found = firewall.findSecrets(Buffer.from(decodeBody(body)).toString('utf8'));
    const distinct = new Map(found.map(({ rule, sha256 }) => [`${rule} ${sha256}`, { rule, sha256 }]));
    return [...distinct.values()].map((secret) => ({ path: [side, 'body'], ...secret }));
  });
}

function randomWords(interaction: Interaction, firewall: SecretFirewall) {
  return findRandomValues(interaction)
    .filter(({ word }) => !firewall.isHarmless(word))
    .map(({ path, word }) => ({ path, rule: 'random-value', sha256: digestSecret(word) }));
}
