import { expect, test } from 'vitest';
import { decodeJwt } from './jwt.ts';
import { withoutSignatures } from './without-signatures.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const token = (claims: string, signature = 'A'.repeat(43), header = '{"alg":"HS256"}') =>
  `${encode(header)}.${encode(claims)}.${signature}`;

test('header and claims are read without loss', () => {
  expect(decodeJwt(token('{"id":9007199254740993,"a":1,"a":2}'))).toEqual({
    header: { alg: 'HS256' },
    claims: { id: { $number: '9007199254740993' }, a: 2, $duplicates: { a: [1, 2] } },
    signature: '32 bytes',
  });
});

test.each([
  ['', 'none'],
  ['A'.repeat(43), '32 bytes'],
  ['A'.repeat(42), '31 bytes'],
  [`${'A'.repeat(42)}B`, 'malformed'],
  ['A', 'malformed'],
])('the signature %j is said to be %s, also when it was replaced', (signature, expected) => {
  const whole = token('{}', signature);

  expect(decodeJwt(whole)?.signature).toBe(expected);
  expect(decodeJwt(String(withoutSignatures(whole)))?.signature).toBe(expected);
});

test.each([
  ['claims that are no object', token('[]')],
  ['claims that are no JSON', token('{')],
  ['claims that are no UTF-8', `${encode('{}')}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.AA`],
  ['bits behind the claims', `${encode('{"alg":"HS256"}')}.e31.AA`],
  ['two parts', `${encode('{"a":1}')}.${encode('{}')}`],
])('a text with %s is no token', (_, text) => {
  expect(decodeJwt(text)).toBeUndefined();
});
