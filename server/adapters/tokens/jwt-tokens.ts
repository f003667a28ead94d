import { createSecretKey, type KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { SigningKey } from '../../ports/signing-key.ts';
import type { TokenClaims, TokenService, TokenType, TokenVerification } from '../../ports/token-service.ts';

export interface JwtOptions {
  /** The first signs, all verify. */
  readonly keys: readonly [SigningKey, ...SigningKey[]];
  readonly issuer: string;
  readonly audience: string;
}

const CLAIMS = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.uuid(),
  type: z.enum(['access', 'refresh']),
  iat: z.int(),
  exp: z.int(),
});

/** @note Given a text, jsonwebtoken first tries at every call whether it is a public key, which costs more than the HMAC. */
interface LoadedKey {
  readonly kid: string;
  readonly secret: KeyObject;
}

const SIGNATURE_INVALID: TokenVerification = { status: 'rejected', reason: 'signature_invalid' };
const MALFORMED: TokenVerification = { status: 'rejected', reason: 'malformed' };

/**
 * HS256 alone, whatever the token's header says (RFC 8725, 3.1). The header's `kid` picks the key; a token of another
 * key, algorithm, issuer or audience is `signature_invalid`: it was not issued here.
 */
export class JwtTokens implements TokenService {
  readonly #options: Omit<JwtOptions, 'keys'>;
  readonly #keys: readonly LoadedKey[];
  readonly #clock: Clock;

  constructor({ keys, ...options }: JwtOptions, clock: Clock) {
    this.#options = options;
    this.#keys = keys.map(({ kid, secret }) => ({ kid, secret: createSecretKey(secret, 'utf8') }));
    this.#clock = clock;
  }

  sign(claims: TokenClaims): string {
    const [key] = this.#keys;
    if (key === undefined) {
      throw new TypeError('There is no key to sign with');
    }
    const { issuer, audience } = this.#options;
    return jsonwebtoken.sign({ ...claims }, key.secret, { algorithm: 'HS256', keyid: key.kid, issuer, audience });
  }

  verify(token: string, type: TokenType): TokenVerification {
    const header = headerOf(token);
    if (header === null) {
      return MALFORMED;
    }
    // @note An extension that must be understood and is not makes a token invalid (RFC 7515, 4.1.11).
    const key = this.#keys.find(({ kid }) => kid === header.kid);
    if (key === undefined || header.crit !== undefined) {
      return SIGNATURE_INVALID;
    }
    return this.#verifyWith(key, token, type);
  }

  #verifyWith(key: LoadedKey, token: string, type: TokenType): TokenVerification {
    const { issuer, audience } = this.#options;
    try {
      const payload = jsonwebtoken.verify(token, key.secret, {
        algorithms: ['HS256'],
        issuer,
        audience,
        clockTimestamp: Math.floor(this.#clock.now().getTime() / 1000),
      });
      const claims = CLAIMS.safeParse(payload);
      if (!claims.success) {
        return MALFORMED;
      }
      return claims.data.type === type
        ? { status: 'valid', claims: claims.data }
        : { status: 'rejected', reason: 'wrong_type' };
    } catch (error) {
      return rejectionFor(error);
    }
  }
}

/** @note Below a header that says JWT, the library throws on a payload that is no JSON. */
function headerOf(token: string): jsonwebtoken.JwtHeader | null {
  try {
    return jsonwebtoken.decode(token, { complete: true })?.header ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

function rejectionFor(error: unknown): TokenVerification {
  if (error instanceof jsonwebtoken.TokenExpiredError) {
    return { status: 'rejected', reason: 'expired' };
  }
  if (error instanceof jsonwebtoken.JsonWebTokenError) {
    return /malformed|invalid token|exp value/.test(error.message) ? MALFORMED : SIGNATURE_INVALID;
  }
  throw error;
}
