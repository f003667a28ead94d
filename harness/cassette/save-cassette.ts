import { writeAtomically } from '../files/write-atomically.ts';
import type { Json } from '../observe/json.ts';
import { pointerOf } from '../observe/pointer.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { decodeBody } from './body-codec.ts';
import type { Cassette } from './cassette.ts';
import { SecretInCassette, type SecretPlace } from './secret-in-cassette.ts';

/**
 * Writes the cassette, whole or not at all: a crash leaves the file that was there. Refuses with
 * PARITY_SECRET_IN_CASSETTE, and then writes nothing.
 */
export async function saveCassette(
  path: string,
  cassette: Cassette,
  options: { readonly firewall: SecretFirewall },
): Promise<void> {
  const places = secretsIn(cassette, options.firewall);
  if (places.length > 0) throw new SecretInCassette(path, places);
  await writeAtomically(path, serializeCassette(cassette));
}

/** The text of a cassette file: the same text for equal cassettes, ended by a newline. */
function serializeCassette(cassette: Cassette): string {
  const text = JSON.stringify(cassette, null, 2);
  return `${text.replaceAll(/\[\n\s+(\d+(?:\.\d+)?),\n\s+(\d+)\n\s+\]/g, '[$1, $2]')}\n`;
}

function secretsIn(cassette: Cassette, firewall: SecretFirewall): readonly SecretPlace[] {
  const inStrings = walk(JSON.parse(JSON.stringify(cassette)), [], firewall);
  const inBytes = cassette.interactions.flatMap(({ request, response }, index) =>
    Object.entries({ request, response }).flatMap(([side, { body }]) =>
      firewall
        .findSecrets(Buffer.from(decodeBody(body)).toString('utf8'))
        .map(({ rule }) => ({ pointer: pointerOf(['interactions', index, side, 'body']), rule })),
    ),
  );
  const isNew = ({ pointer }: SecretPlace) => !inStrings.some((place) => place.pointer.startsWith(pointer));
  return [...inStrings, ...inBytes.filter(isNew)];
}

function walk(value: Json, tokens: readonly PropertyKey[], firewall: SecretFirewall): readonly SecretPlace[] {
  if (typeof value === 'string') {
    return firewall.findSecrets(value).map(({ rule }) => ({ pointer: pointerOf(tokens), rule }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...firewall.findSecrets(name).map(({ rule }) => ({ pointer: pointerOf([...tokens, '<property name>']), rule })),
    ...walk(inner, [...tokens, name], firewall),
  ]);
}
