import { HarnessError } from '../../base/harness-error.ts';

export interface SecretPlace {
  /** JSON pointer into the cassette. */
  readonly pointer: string;
  readonly rule: string;
}

/** A recording holds a secret, so it was not written. Says where and by which rule, never what. */
export class SecretInCassette extends HarnessError {
  readonly code = 'PARITY_SECRET_IN_CASSETTE';
  readonly places: readonly SecretPlace[];

  constructor(path: string, places: readonly SecretPlace[]) {
    const list = places.map(({ pointer, rule }) => `  ${pointer} (${rule})`).join('\n');
    super(`The recording for ${path} holds secrets and was not written:\n${list}`, {
      hint: 'Keep the secret out of the prompt or the answer, revoke it if it was real, and record again.',
    });
    this.places = places;
  }
}
