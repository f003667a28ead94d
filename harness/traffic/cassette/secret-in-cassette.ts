import { HarnessError } from '../../base/harness-error.ts';

export interface SecretPlace {
  /** JSON pointer into the cassette. */
  readonly pointer: string;
  readonly rule: string;
  /** SHA-256 of the secret. */
  readonly sha256: string;
}

/** A recording holds a secret, so it was not written. Says where and by which rule, never what. */
export class SecretInCassette extends HarnessError {
  readonly code = 'PARITY_SECRET_IN_CASSETTE';
  readonly places: readonly SecretPlace[];

  /** `place` is the cassette as the configuration names it: `cassettes/notes/shows-a-note.json`. */
  constructor(path: string, { places, place }: { readonly places: readonly SecretPlace[]; readonly place: string }) {
    const list = places.map(({ pointer, rule }) => `  ${pointer} (${rule})`).join('\n');
    super(`The recording for ${path} holds secrets and was not written:\n${list}`, { hint: hintFor(places, place) });
    this.places = places;
  }
}

function hintFor(places: readonly SecretPlace[], place: string): string {
  const next = 'Keep the secret out of the prompt or the answer, revoke it if it was real, and record again.';
  const digests = new Set(places.filter(({ rule }) => rule !== 'known-secret').map(({ sha256 }) => sha256));
  const lines = [...digests].map((sha256) => `  { sha256: '${sha256}', place: '${place}', reason: '...' },`);
  return lines.length === 0
    ? next
    : `${next}\nIf it is no secret, add to \`harmless\` in the parity configuration:\n${lines.join('\n')}`;
}
