import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TokenClaims, TokenVerification } from '../../ports/token-service.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import { JwtTokens } from './jwt-tokens.ts';

const NOW = new Date('2026-03-29T12:00:00Z');
const IAT = NOW.getTime() / 1000;
const KEY = { kid: 'k1', secret: 'a-secret-of-this-test-0123456789abcdef' };
const OTHER = { kid: 'k2', secret: 'another-secret-of-this-test-0123456789' };
const CLAIMS: TokenClaims = {
  sub: '00000000-0000-4000-8000-000000000001',
  sid: '00000000-0000-4000-8000-000000000002',
  jti: '00000000-0000-4000-8000-000000000003',
  type: 'access',
  iat: IAT,
  exp: IAT + 900,
};
const HEADER = { alg: 'HS256', typ: 'JWT', kid: 'k1' };
const PAYLOAD = { ...CLAIMS, iss: 'ultra', aud: 'ultra' };
const NOT_OURS: TokenVerification = { status: 'rejected', reason: 'signature_invalid' };

/** Section by section of https://www.rfc-editor.org/rfc/rfc8725. */
describe('RFC 8725', () => {
  test.each(['none', 'None', 'HS384', 'HS512', 'RS256', 'ES256', 'PS256', 'dir', ''])(
    '3.1 performs HS256 and nothing else, whatever the header says: alg %j',
    (alg) => {
      const token = forge({ ...HEADER, alg }, PAYLOAD);

      expect(tokens().verify(token, 'access').status).toBe('rejected');
    },
  );

  test('3.2 signs with HMAC-SHA-256 over a secret that only the ring has', () => {
    const [signed, signature] = split(tokens().sign(CLAIMS));

    expect(signature).toBe(createHmac('sha256', KEY.secret).update(signed).digest('base64url'));
  });

  test('3.3 validates the signature before it looks at any claim', () => {
    const expired = { ...PAYLOAD, type: 'refresh', exp: IAT - 1 };

    expect(tokens().verify(forge(HEADER, expired, OTHER.secret), 'access')).toStrictEqual(NOT_OURS);
  });

  test('3.4 takes no token in which two parts are joined otherwise than they were signed', () => {
    const [header, payload, signature] = tokens().sign(CLAIMS).split('.');

    for (const token of [
      `${header}${payload}.${signature}`,
      `${header}.${payload}.${signature}.`,
      `${header}.${payload}.`,
    ]) {
      expect(tokens().verify(token, 'access').status).toBe('rejected');
    }
  });

  test('3.5 refuses keys that are short, at start', async () => {
    const { parseConfig } = await import('../../config.ts');
    const short = () => parseConfig({ ULTRA_MODE: 'mock', JWT_KEYS: `k1:${'a'.repeat(31)}` });

    expect(short).toThrow('fewer than 32 characters');
  });

  test('3.6 decompresses nothing: a token with zip is one that it does not understand', () => {
    const token = forge({ ...HEADER, zip: 'DEF', crit: ['zip'] }, PAYLOAD);

    expect(tokens().verify(token, 'access')).toStrictEqual(NOT_OURS);
  });

  test('3.7 reads and writes UTF-8: claims in other encodings are none', () => {
    const signed = `${encode(HEADER)}.${Buffer.from(JSON.stringify(PAYLOAD), 'utf16le').toString('base64url')}`;
    const token = `${signed}.${createHmac('sha256', KEY.secret).update(signed).digest('base64url')}`;

    expect(tokens().verify(token, 'access').status).toBe('rejected');
  });

  test.each([
    ['3.8', 'another issuer', { iss: 'https://elsewhere.example' }],
    ['3.8', 'no issuer', { iss: undefined }],
    ['3.9', 'another audience', { aud: 'another-service' }],
    ['3.9', 'no audience', { aud: undefined }],
  ])('%s takes no token of %s', (_section, _what, changes) => {
    const token = forge(HEADER, { ...PAYLOAD, ...changes });

    expect(tokens().verify(token, 'access')).toStrictEqual(NOT_OURS);
  });

  test.each([
    '../../etc/passwd',
    "k1' OR '1'='1",
    '__proto__',
    'constructor',
    'toString',
    '',
    null,
    1,
    ['k1'],
    { a: 1 },
  ])('3.10 does not trust the header: kid %j names no key', (kid) => {
    const token = forge({ ...HEADER, kid }, PAYLOAD);

    expect(tokens().verify(token, 'access')).toStrictEqual(NOT_OURS);
  });

  test.each([
    ['jku', 'https://attacker.example/keys.json'],
    ['x5u', 'https://attacker.example/cert.pem'],
    ['jwk', { kty: 'oct', k: Buffer.from('attacker').toString('base64url') }],
  ])('3.10 takes no key from the header: %s', (name, value) => {
    const token = forge({ ...HEADER, [name]: value }, PAYLOAD, 'attacker');

    expect(tokens().verify(token, 'access')).toStrictEqual(NOT_OURS);
  });

  test('3.11 and 3.12 tell the two kinds of token apart by a claim that is signed', () => {
    const ring = tokens();

    expect(ring.verify(ring.sign({ ...CLAIMS, type: 'refresh' }), 'access')).toMatchObject({ reason: 'wrong_type' });
    expect(ring.verify(ring.sign(CLAIMS), 'refresh')).toMatchObject({ reason: 'wrong_type' });
    expect(ring.verify(forge(HEADER, { ...PAYLOAD, type: undefined }), 'access').status).toBe('rejected');
  });

  test('logs nobody out when the key ring is rotated, until the old key is taken out', () => {
    const issued = tokens([OTHER]).sign(CLAIMS);

    const rings = [[OTHER, KEY], [KEY, OTHER], [KEY]] as const;

    expect(rings.map((ring) => tokens(ring).verify(issued, 'access').status)).toStrictEqual([
      'valid',
      'valid',
      'rejected',
    ]);
  });
});

function tokens(keys: readonly [typeof KEY, ...(typeof KEY)[]] = [KEY, OTHER]): JwtTokens {
  return new JwtTokens({ keys, issuer: 'ultra', audience: 'ultra' }, new ManualClock(NOW));
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function forge(header: object, payload: object, secret = KEY.secret): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function split(token: string): readonly [signed: string, signature: string] {
  const at = token.lastIndexOf('.');
  return [token.slice(0, at), token.slice(at + 1)];
}
