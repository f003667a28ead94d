import { createHash } from 'node:crypto';
import { atHeader, definePairs, type Pair } from './pair.ts';
import { cookies } from './respond.ts';

/** As express-session signs it: `s:<id>.<HMAC-SHA256>`. */
const session = (seed: string) => {
  const id = createHash('sha256').update(seed).digest('base64url').slice(0, 32);
  const signature = createHash('sha256').update(id).digest('base64').replace(/=+$/, '');
  return `connect.sid=${encodeURIComponent(`s:${id}.${signature}`)}`;
};
/** `{in 60 s}` stands for a date so far from now, when the scenario runs. */
const send =
  (...values: readonly string[]) =>
  () =>
    cookies(
      ...values.map((value) =>
        value.replaceAll(/\{in (\d+) s\}/g, (_, seconds: string) =>
          new Date(Date.now() + Number(seconds) * 1_000).toUTCString(),
        ),
      ),
    );

const ATTRIBUTES: readonly (readonly [label: string, left: string, right: string])[] = [
  ['HttpOnly', 'a=1; HttpOnly', 'a=1'],
  ['Secure', 'a=1; Secure', 'a=1'],
  ['SameSite that is missing', 'a=1; SameSite=Lax', 'a=1'],
  ['the value of SameSite', 'a=1; SameSite=Lax', 'a=1; SameSite=None'],
  ['Path', 'a=1; Path=/', 'a=1; Path=/api'],
  ['Path that is missing', 'a=1; Path=/', 'a=1'],
  ['Domain', 'a=1; Domain=example.org', 'a=1; Domain=example.com'],
  ['Max-Age', 'a=1; Max-Age=60', 'a=1; Max-Age=3600'],
  ['Max-Age that is missing', 'a=1; Max-Age=60', 'a=1'],
  ['Expires in an hour and in two', `a=1; Expires={in 3600 s}`, `a=1; Expires={in 7200 s}`],
  ['Expires that is missing', `a=1; Expires={in 3600 s}`, 'a=1'],
  ['a deletion', `a=; Expires=${new Date(0).toUTCString()}`, `a=; Expires={in 3600 s}`],
  ['Partitioned', 'a=1; Secure; Partitioned', 'a=1; Secure'],
  ['Priority', 'a=1; Priority=High', 'a=1; Priority=Low'],
  ['the name', 'a=1', 'b=1'],
  ['the case of a name', 'a=1', 'A=1'],
  ['a value that is not random', 'theme=dark', 'theme=light'],
  ['an empty value', 'a=', 'a=1'],
  ['quotes around a value', 'a="1"', 'a=1'],
  ['the prefix __Host-', '__Host-a=1; Secure; Path=/', 'a=1; Secure; Path=/'],
  ['HttpOnly of a session', `${session('abcd')}; Path=/; HttpOnly`, `${session('abcd')}; Path=/`],
  ['SameSite of sessions that differ', `${session('abcd')}; SameSite=Strict`, `${session('wxyz')}; SameSite=Lax`],
  ['a session that is not signed', session('abcd'), 'connect.sid=abcd'],
];

const EQUAL: readonly (readonly [label: string, left: readonly string[], right: readonly string[]])[] = [
  ['the order of attributes', ['a=1; Path=/; HttpOnly'], ['a=1; HttpOnly; Path=/']],
  ['the case of an attribute', ['a=1; HttpOnly'], ['a=1; httponly']],
  ['white space between attributes', ['a=1; Path=/'], ['a=1;Path=/']],
  ['sessions of express-session', [`${session('abcd')}; Path=/; HttpOnly`], [`${session('wxyz')}; Path=/; HttpOnly`]],
  ['Expires a second later', [`a=1; Expires={in 3600 s}`], [`a=1; Expires={in 3601 s}`]],
  [
    'a UUID as a session',
    ['sid=0b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f; Path=/'],
    ['sid=5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f; Path=/'],
  ],
  ['two cookies', ['a=1', 'b=2'], ['a=1', 'b=2']],
  ['the order of cookies of different names', ['a=1', 'b=2'], ['b=2', 'a=1']],
];

export const SET_COOKIES: readonly Pair[] = [
  ...definePairs(
    'a cookie',
    atHeader('set-cookie'),
    ATTRIBUTES.map(([label, left, right]) => [label, send(left), send(right)]),
  ),
  ...definePairs('cookies', atHeader('set-cookie'), [
    ['two, and one that joins them', send('a=1', 'b=2'), send('a=1, b=2')],
    ['the second of two', send('a=1', 'b=2'), send('a=1')],
    ['the same twice', send('a=1', 'a=1'), send('a=1')],
    ['the order of two of one name', send('a=1', 'a=2'), send('a=2', 'a=1')],
    ['a comma in Expires is no joint', send(`a=1; Expires={in 3600 s}`, 'b=2'), send(`a=1; Expires={in 3600 s}`)],
  ]),
  ...definePairs(
    'cookies, equal',
    'equal',
    EQUAL.map(([label, left, right]) => [label, send(...left), send(...right)]),
  ),
];
