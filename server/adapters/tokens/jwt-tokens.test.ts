import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TokenClaims } from '../../ports/token-service.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import { JwtTokens } from './jwt-tokens.ts';

const NOW = new Date('2026-03-29T12:00:00Z');
const IAT = NOW.getTime() / 1000;
const OLD = { kid: 'old', secret: 'o'.repeat(32) };
const NEW = { kid: 'new', secret: 'n'.repeat(32) };
const CLAIMS: TokenClaims = {
  sub: '00000000-0000-4000-8000-000000000001',
  sid: '00000000-0000-4000-8000-000000000002',
  jti: '00000000-0000-4000-8000-000000000003',
  type: 'access',
  iat: IAT,
  exp: IAT + 900,
};
const HEADER = { alg: 'HS256', typ: 'JWT', kid: 'new' };
const PAYLOAD = { ...CLAIMS, iss: 'ultra', aud: 'ultra' };

describe('JwtTokens', () => {
  test('verifies what it signed, with kid, issuer and audience', () => {
    const { tokens } = arrange();

    const token = tokens.sign(CLAIMS);

    expect(tokens.verify(token, 'access')).toStrictEqual({ status: 'valid', claims: CLAIMS });
    expect(parts(token)).toStrictEqual([HEADER, PAYLOAD]);
  });

  test('verifies a token of an older key that is still in the ring', () => {
    const { tokens } = arrange();
    const issuedBefore = new JwtTokens({ keys: [OLD], issuer: 'ultra', audience: 'ultra' }, new ManualClock(NOW));

    const verification = tokens.verify(issuedBefore.sign(CLAIMS), 'access');

    expect(verification.status).toBe('valid');
  });

  test('is valid up to the second before exp and expired at it', () => {
    const { tokens, clock } = arrange();
    const token = tokens.sign(CLAIMS);

    clock.advance(899_000);
    const before = tokens.verify(token, 'access');
    clock.advance(1_000);
    const after = tokens.verify(token, 'access');

    expect(before.status).toBe('valid');
    expect(after).toStrictEqual({ status: 'rejected', reason: 'expired' });
  });

  test('takes neither type for the other', () => {
    const { tokens } = arrange();

    const verifications = [
      tokens.verify(tokens.sign(CLAIMS), 'refresh'),
      tokens.verify(tokens.sign({ ...CLAIMS, type: 'refresh' }), 'access'),
    ];

    expect(verifications).toStrictEqual([
      { status: 'rejected', reason: 'wrong_type' },
      { status: 'rejected', reason: 'wrong_type' },
    ]);
  });

  test.each([
    ['an unknown kid', forge({ ...HEADER, kid: 'stranger' }, PAYLOAD)],
    ['no kid', forge({ alg: 'HS256', typ: 'JWT' }, PAYLOAD)],
    ['the secret of another kid', forge({ ...HEADER, kid: 'old' }, PAYLOAD)],
    ['alg none', `${encode({ ...HEADER, alg: 'none' })}.${encode(PAYLOAD)}.`],
    ['alg None with a signature', forge({ ...HEADER, alg: 'None' }, PAYLOAD)],
    ['HS512 instead of HS256', forge({ ...HEADER, alg: 'HS512' }, PAYLOAD, 'sha512')],
    ['RS256 with the secret for a key', forge({ ...HEADER, alg: 'RS256' }, PAYLOAD)],
    ['another issuer', forge(HEADER, { ...PAYLOAD, iss: 'other' })],
    ['another audience', forge(HEADER, { ...PAYLOAD, aud: 'other' })],
    ['an extension that must be understood', forge({ ...HEADER, crit: ['exp'] }, PAYLOAD)],
    ['a payload that is no object', forge(HEADER, 'text')],
    ['a header that is no object', `${encode(5)}.${encode(PAYLOAD)}.x`],
    ['a payload changed after signing', tampered()],
  ])('rejects a token with %s as signature_invalid', (_what, token) => {
    const { tokens } = arrange();

    const verification = tokens.verify(token, 'access');

    expect(verification).toStrictEqual({ status: 'rejected', reason: 'signature_invalid' });
  });

  test.each([
    ['nothing in it', ''],
    ['parts that are no JSON', 'a.b.c'],
    ['a payload that is no JSON', `${encode(HEADER)}.${Buffer.from('text').toString('base64url')}.x`],
    ['a header that is null', `${encode(null)}.${encode(PAYLOAD)}.x`],
    ['no dots', 'mock_auth_token'],
    ['two parts', `${encode(HEADER)}.${encode(PAYLOAD)}`],
    ['no exp', forge(HEADER, { ...PAYLOAD, exp: undefined })],
    ['an exp that is no number', forge(HEADER, { ...PAYLOAD, exp: 'tomorrow' })],
    ['a sub that is no UUID', forge(HEADER, { ...PAYLOAD, sub: 'admin' })],
    ['an unknown type', forge(HEADER, { ...PAYLOAD, type: 'admin' })],
  ])('rejects a token with %s as malformed', (_what, token) => {
    const { tokens } = arrange();

    const verification = tokens.verify(token, 'access');

    expect(verification).toStrictEqual({ status: 'rejected', reason: 'malformed' });
  });

  test('tells a bad signature before an expiry, so that nobody learns from forged tokens', () => {
    const { tokens, clock } = arrange();
    clock.advance(3_600_000);

    const verification = tokens.verify(tampered(), 'access');

    expect(verification).toStrictEqual({ status: 'rejected', reason: 'signature_invalid' });
  });
});

function arrange() {
  const clock = new ManualClock(NOW);
  return { clock, tokens: new JwtTokens({ keys: [NEW, OLD], issuer: 'ultra', audience: 'ultra' }, clock) };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function forge(header: object, payload: unknown, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac(hash, NEW.secret).update(signed).digest('base64url')}`;
}

function tampered(): string {
  const [header, , signature] = forge(HEADER, PAYLOAD).split('.');
  return `${header}.${encode({ ...PAYLOAD, sub: '00000000-0000-4000-8000-000000000009' })}.${signature}`;
}

function parts(token: string): readonly unknown[] {
  return token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
}
