import type { Json } from '../values/json.ts';
import type { DecodedJwt } from '../values/jwt.ts';

/** Claims that are a moment, beside `iat`: what counts is how long after it they lie. */
const TIMES = ['exp', 'nbf', 'auth_time', 'updated_at'] as const;

/**
 * Says which tokens of a scenario are one. Two that differ in nothing but when they were issued are neither the same nor
 * different: made in one second they are equal, and a second later not, which is chance. A token whose signature is not that
 * of an equal one is another.
 */
export class TokenIdentities {
  readonly #signatures = new Map<string, string[]>();

  /** The same text for two tokens that are one. */
  identify(text: string, { header, claims, signature }: DecodedJwt): string {
    const { iat, exp: _e, nbf: _n, auth_time: _a, updated_at: _u, ...lasting } = claims;
    const distances = TIMES.map((name): Json => {
      const value = claims[name];
      return typeof value === 'number' && typeof iat === 'number' ? value - iat : value === undefined ? null : 'there';
    });
    return JSON.stringify([header, lasting, iat === undefined, distances, signature, this.#rankSignature(text)]);
  }

  /** 0 for the first signature of a header and claims, and more for each that is another. */
  #rankSignature(text: string): number {
    const end = text.lastIndexOf('.');
    const [signed, signature] = [text.slice(0, end), text.slice(end + 1)];
    const known = this.#signatures.get(signed) ?? [];
    this.#signatures.set(signed, known);
    if (!known.includes(signature)) {
      known.push(signature);
    }
    return known.indexOf(signature);
  }
}
