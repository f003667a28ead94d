import { expect, test } from 'vitest';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { Json } from '../values/json.ts';
import { fingerprintSignature } from '../values/jwt.ts';
import { compareTranscripts } from './compare-transcripts.ts';

const SECONDS = Date.parse('2026-01-10T12:00:00Z') / 1_000;
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const SIGNATURES = ['A', 'B', 'C'].map((letter) => fingerprintSignature(`${letter.repeat(42)}A`));

/** A token of this second; its signature follows from what it says, as that of a server does. */
function token(second: number, claims: object = {}, signature = SIGNATURES[second % 2] ?? ''): string {
  const iat = SECONDS + second;
  return `${encode({ alg: 'HS256' })}.${encode({ sub: 'ada', iat, exp: iat + 900, ...claims })}.${signature}`;
}

/** Where two targets differ that answer one request after the other with these bodies. */
function compare(left: readonly Json[], right: readonly Json[]) {
  const [mock, real] = [left, right].map((bodies) =>
    bodies.map((body) => sampleStep({ http: sampleExchange({ body }) })),
  );
  return compareTranscripts(
    sampleTranscript({ steps: mock ?? [] }),
    sampleTranscript({ target: 'real', steps: real ?? [] }),
    [],
  ).map(({ pointer, kind }) => `${kind} ${pointer}`);
}

test.each<[string, readonly Json[], readonly Json[]]>([
  ['of one second on the left', [token(0), token(0)], [token(0), token(1)]],
  ['of one second on the right', [token(0), token(1)], [token(0), token(0)]],
  [
    'in the header of a request',
    [`Bearer ${token(0)}`, `bearer ${token(0)}`],
    [`Bearer ${token(0)}`, `bearer ${token(1)}`],
  ],
  ['in a URL', [`/cb?t=${token(0)}&x=1`], [`/cb?t=${token(1)}&x=1`]],
  ['of one second twice, and then of another', [token(0), token(0), token(1)], [token(0), token(1), token(1)]],
])('tokens %s are neither the same nor different', (_, left, right) => {
  expect(compare(left, right)).toEqual([]);
});

test.each<[string, readonly Json[], readonly Json[]]>([
  ['of another subject', [token(0), token(0)], [token(0), token(0, { sub: 'eve' })]],
  ['swapped', [token(0), token(0, { sub: 'eve' })], [token(0, { sub: 'eve' }), token(0)]],
  ['of another id', [token(0, { jti: 'a' }), token(0, { jti: 'a' })], [token(0, { jti: 'a' }), token(0, { jti: 'b' })]],
  ['of a longer life', [token(0), token(0)], [token(0), token(0, { exp: SECONDS + 1_800 })]],
  [
    'of a longer life, in a text',
    [`Bearer ${token(0)}`, `Bearer ${token(0)}`],
    [`Bearer ${token(0)}`, `Bearer ${token(0, { exp: SECONDS + 1_800 })}`],
  ],
  [
    'of another role, in a text alone',
    [`Bearer ${token(0, { role: 'user' })}`],
    [`Bearer ${token(0, { role: 'admin' })}`],
  ],
  [
    'of another role, in a URL alone',
    [`/cb?t=${token(0, { role: 'user' })}`],
    [`/cb?t=${token(0, { role: 'admin' })}`],
  ],
  ['without an end', [token(0), token(0)], [token(0), token(0, { exp: undefined })]],
  ['with another signature', [token(0), token(0)], [token(0), token(0, {}, SIGNATURES[2])]],
  ['without a signature', [token(0), token(0)], [token(0), token(0, {}, '')]],
  [
    'with a large integer',
    [token(0, { n: 1 })],
    [`${encode({ alg: 'HS256' })}.${Buffer.from('{"sub":"ada","n":1.0}').toString('base64url')}.${SIGNATURES[0]}`],
  ],
])('a token %s is seen', (_, left, right) => {
  expect(compare(left, right)).not.toEqual([]);
});
