import { expect, test } from 'vitest';
import { COOKIE_FORMATS, describeCookieValue } from './cookie-values.ts';
import { recogniseText } from './formats.ts';

const HMAC = 'A'.repeat(43);
const encode = (text: string) => Buffer.from(text).toString('base64url');

test.each<[string, string, unknown]>([
  ['is signed', `s%3Aada.${encodeURIComponent(HMAC)}`, { signed: 'ada' }],
  ['has a signature that is cut', `s%3Aada.${HMAC.slice(1)}`, `s%3Aada.${HMAC.slice(1)}`],
  ['is signed with its time', `${encode('{"id":1}')}.ZxYzAA.${'A'.repeat(27)}`, { signed: { id: 1 } }],
  ['holds JSON', encode('{"id":9007199254740993}'), { base64: { id: { $number: '9007199254740993' } } }],
  ['is a word', 'dark', 'dark'],
  ['has a lone percent sign', '100%', '100%'],
])('a value that %s is read as such', (_, value, expected) => {
  expect(describeCookieValue(value)).toEqual(expected);
});

test.each([
  ['3858f62230ac3c915f300c664312c63f', 'session.hex.32'],
  ['D2C25F1A9B6E4C0F8A7B3E5D1C9F0A2B', 'session.hex.32'],
  ['q7k2m9x4c8v1b6n3z5l0j8h2g4f6d1s9', 'session.base36.32'],
  ['V1StGXR8_Z5jdHi6B-myT9', 'session.base64url.22'],
])('%s is the id of a session', (text, form) => {
  expect(recogniseText(text, COOKIE_FORMATS.value)).toMatchObject({ form, identity: text });
});

test.each([
  'dark',
  'de-DE',
  'Europe/Berlin',
  'some-long-theme-with-words',
  'abcdabcdabcdabcdabcdabcdabcdabcd',
  '0'.repeat(20),
])('%s is none', (text) => {
  expect(recogniseText(text, COOKIE_FORMATS.value)).toBeUndefined();
});
