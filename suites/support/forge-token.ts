import { readFileSync } from 'node:fs';
import jwt from 'jsonwebtoken';

/** The key of parity runs. It is public on purpose: an attacker who had it is what some scenarios play. */
const KEY: { readonly kid: string; readonly secret: string } = JSON.parse(
  readFileSync(new URL('../../fixtures/keys/jwt-test-key.json', import.meta.url), 'utf8'),
);

/** The same token as of a quarter of an hour ago: it has just expired, and is otherwise as the server signed it. */
export function expired(token: string): string {
  const { header, payload } = parts(token);
  const shifted = { ...payload, iat: Number(payload['iat']) - 901, exp: Number(payload['iat']) - 1 };
  return jwt.sign(shifted, KEY.secret, { header });
}

/** The same claims but one, under the old signature. */
export function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = { ...JSON.parse(decoded(payload)), sub: '00000000-0000-4000-8000-000000000000' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** The same claims, signed with a key that the server does not have. */
export function signedByStranger(token: string): string {
  const { header, payload } = parts(token);
  return jwt.sign(payload, 'a-secret-that-the-server-has-never-seen-in-its-life', { header });
}

/** The same claims without a signature, under `alg: none` (RFC 8725, section 2.1). */
export function unsigned(token: string): string {
  const { payload } = parts(token);
  return jwt.sign(payload, '', { algorithm: 'none' });
}

/** The token with other members, signed with the server's own key: what a careless issuer next door would send. */
export function resigned(token: string, change: { readonly header?: object; readonly claims?: object }): string {
  const { header, payload } = parts(token);
  // A member that is set to undefined is left out.
  const claims: object = JSON.parse(JSON.stringify({ ...payload, ...change.claims }));
  return jwt.sign(claims, KEY.secret, { header: { ...header, ...change.header } });
}

/** The claims of a token, unverified. */
export function readClaims(token: string): jwt.JwtPayload {
  return parts(token).payload;
}

function parts(token: string) {
  const [header = '', payload = ''] = token.split('.');
  return {
    header: JSON.parse(decoded(header)) as jwt.JwtHeader,
    payload: JSON.parse(decoded(payload)) as jwt.JwtPayload,
  };
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}
