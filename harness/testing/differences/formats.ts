import { createHmac } from 'node:crypto';
import type { Drive } from '../../scenario/api/scenario-context.ts';
import { BODY, definePairs, type Pair } from './pair.ts';
import { headers, json, jsonInTurn, jsonValue } from './respond.ts';

const text = (value: string) => jsonValue(JSON.stringify(value));
const two: Drive = async ({ client }) => {
  await client.get('/first');
  await client.get('/second');
};

const A = '0b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f';
const B = '5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f';
const C = 'c0ffee00-1234-4abc-8def-0123456789ab';
const D = 'deadbeef-1234-4abc-8def-0123456789ab';
const versioned = (id: string, version: number) => `${id.slice(0, 14)}${version}${id.slice(15)}`;

const now = (offsetMs = 0) => new Date(Date.now() + offsetMs);
const iso = (offsetMs = 0) => now(offsetMs).toISOString();
const sql = (offsetMs = 0) => iso(offsetMs).replace('T', ' ').replace('Z', '');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
interface Token {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: string;
  readonly issued?: number;
}
/** A token that is signed with HS256. */
function token({
  header = {},
  claims = {},
  key = 'left',
  issued = Math.floor(Date.now() / 1_000),
}: Token = {}): string {
  const times = { iat: issued, exp: issued + 900 };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT', ...header })}.${base64url({ sub: A, ...times, ...claims })}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
const unsigned = (value: string) => `${value.split('.').slice(0, 2).join('.')}.`;
const seconds = () => Math.floor(Date.now() / 1_000);

/** As an encoder writes 16 and 32 bytes: the bits behind the last byte are 0. */
const salt = (letter: string) => `${letter.repeat(21)}w`;
const digest = (letter: string) => `${letter.repeat(42)}w`;
const bcrypt = (cost: number, letter: string, version = 'b') =>
  `$2${version}$${cost}$${letter.repeat(21)}u${letter.repeat(30)}u`;
const argon2 = (parameters: string, letter: string, kind = 'id') =>
  `$argon2${kind}$v=19$${parameters}$${salt(letter)}$${digest(letter)}`;

const IDS: readonly Pair[] = [
  ...definePairs('an identifier', BODY, [
    ['its version', text(versioned(A, 4)), text(versioned(B, 7))],
    ['one capital', text(A), text(A.replace('b', 'B'))],
    ['all capitals', text(A), text(B.toUpperCase())],
    ['without hyphens', text(A), text(A.replaceAll('-', ''))],
    ['the nil identifier', text(A), text('00000000-0000-0000-0000-000000000000')],
    ['null', text(A), jsonValue('null')],
    ['a letter that is no hexadecimal digit', text(A), text(`${A.slice(0, -1)}g`)],
    ['one that is a digit too long', text(A), text(`${A}0`)],
    ['in a list twice', json(JSON.stringify([A, A])), json(JSON.stringify([A, B]))],
    ['in the braces of Windows', text(A), text(`{${A}}`)],
    ['with the prefix of a URN', text(A), text(`urn:uuid:${A}`)],
    ['in a path', text(`/things/${A}`), text(`/thing/${A}`)],
  ]),
  ...definePairs(
    'identifiers of two steps',
    BODY,
    [
      ['the same again, and a new one', jsonInTurn({ id: A }, { id: A }), jsonInTurn({ id: A }, { id: B })],
      ['swapped', jsonInTurn({ a: A, b: B }, { a: A, b: B }), jsonInTurn({ a: A, b: B }, { a: B, b: A })],
      ['leaked from the first', jsonInTurn({ id: A }, { owner: B }), jsonInTurn({ id: A }, { owner: A })],
    ],
    { drive: two },
  ),
  ...definePairs('identifiers, equal', 'equal', [
    ...[1, 3, 4, 5, 6, 7, 8].map(
      (version) => [`of version ${version}`, text(versioned(A, version)), text(versioned(B, version))] as const,
    ),
    ['in a text', text(`created ${A}`), text(`created ${B}`)],
    ['in a URL', text(`https://example.org/things/${A}?x=1`), text(`https://example.org/things/${B}?x=1`)],
    ['in a header', headers(['location', `/things/${A}`]), headers(['location', `/things/${B}`])],
    ['in a name of an object', json(JSON.stringify({ [A]: 1 })), json(JSON.stringify({ [B]: 1 }))],
    ['as a list of new ones', json(JSON.stringify([A, B])), json(JSON.stringify([C, D]))],
    ['in capitals on both', text(A.toUpperCase()), text(B.toUpperCase())],
  ]),
  ...definePairs(
    'identifiers of two steps, equal',
    'equal',
    [
      ['the same again', jsonInTurn({ id: A }, { id: A }), jsonInTurn({ id: B }, { id: B })],
      ['new ones', jsonInTurn({ id: A }, { id: B }), jsonInTurn({ id: C }, { id: D })],
      [
        'one that refers to another',
        jsonInTurn({ id: A }, { id: B, parent: A }),
        jsonInTurn({ id: C }, { id: D, parent: C }),
      ],
    ],
    { drive: two },
  ),
];

const DATES: readonly Pair[] = [
  ...definePairs('a time', BODY, [
    ['its precision', text('2020-01-02T03:04:05.678Z'), text('2020-01-02T03:04:05Z')],
    ['the precision of one near the run', () => text(iso()), () => text(iso().replace(/\.\d+/, ''))],
    ['its zone', () => text(iso()), () => text(iso().replace('Z', '+00:00'))],
    ['its zone that is missing', () => text(iso()), () => text(iso().replace('Z', ''))],
    ['an hour off', () => text(iso()), () => text(iso(HOUR))],
    ['two hours early', () => text(iso()), () => text(iso(-2 * HOUR))],
    ['a day off', () => text(iso()), () => text(iso(DAY))],
    ['a fixed one and one near the run', text('2020-01-01T00:00:00.000Z'), () => text(iso())],
    ['fixed ones a second apart', text('2020-01-01T00:00:00.000Z'), text('2020-01-01T00:00:01.000Z')],
    ['fixed ones a millisecond apart', text('2020-01-01T00:00:00.000Z'), text('2020-01-01T00:00:00.001Z')],
    [
      'past ones of one object that are 20 s apart',
      json('{"a":"2020-01-01T00:00:00Z","b":"2020-01-01T02:00:00Z"}'),
      json('{"a":"2020-01-01T00:00:00Z","b":"2020-01-01T02:00:20Z"}'),
    ],
    ['a day that does not exist', text('2026-02-30T00:00:00Z'), text('2026-02-28T00:00:00Z')],
    ['days that do not exist', text('2026-02-30T00:00:00Z'), text('2026-02-31T00:00:00Z')],
    ['an hour that does not exist', text('2026-02-01T25:00:00Z'), text('2026-02-01T26:00:00Z')],
    ['of SQL and of RFC 3339', () => text(sql()), () => text(iso())],
    ['of SQL, an hour off', () => text(sql()), () => text(sql(HOUR))],
    ['of SQL, its precision', () => text(sql()), () => text(sql().replace(/\.\d+/, ''))],
    ['of HTTP and of RFC 3339', () => text(now().toUTCString()), () => text(iso())],
    ['of HTTP, an hour off', () => text(now().toUTCString()), () => text(now(HOUR).toUTCString())],
    ['null', () => text(iso()), jsonValue('null')],
    ['of a date alone', text('2020-01-01'), text('2020-01-02')],
    ['seconds and milliseconds', () => jsonValue(String(seconds())), () => jsonValue(String(seconds() * 1_000))],
    [
      'a lifetime',
      () => json(JSON.stringify({ createdAt: iso(), expiresAt: iso(HOUR) })),
      () => json(JSON.stringify({ createdAt: iso(), expiresAt: iso(2 * HOUR) })),
    ],
  ]),
  ...definePairs('times, equal', 'equal', [
    ...[0, 1, 2, 3, 6, 9].map((digits) => {
      const at = (ms: number) => iso(ms).replace(/\.\d+Z/, digits === 0 ? 'Z' : `.${'123456789'.slice(0, digits)}Z`);
      return [`near the run, with ${digits} digits`, () => text(at(0)), () => text(at(1_000))] as const;
    }),
    [
      'near the run, with an offset',
      () => text(iso().replace('Z', '+00:00')),
      () => text(iso(500).replace('Z', '+00:00')),
    ],
    ['without zone', () => text(iso().replace('Z', '')), () => text(iso(700).replace('Z', ''))],
    ['of SQL without zone', () => text(sql()), () => text(sql(700))],
    ['of SQL with a zone', () => text(`${sql()}+00`), () => text(`${sql(700)}+00`)],
    ['of SQL with microseconds', () => text(`${sql()}123`), () => text(`${sql(700)}456`)],
    ['of HTTP', () => text(now().toUTCString()), () => text(now(1_000).toUTCString())],
    [
      'of a header',
      () => headers(['last-modified', now().toUTCString()]),
      () => headers(['last-modified', now(1_000).toUTCString()]),
    ],
    ['a fixed one', text('2020-01-01T00:00:00.000Z'), text('2020-01-01T00:00:00.000Z')],
    [
      'a lifetime',
      () => json(JSON.stringify({ createdAt: iso(), expiresAt: iso(HOUR) })),
      () => json(JSON.stringify({ createdAt: iso(900), expiresAt: iso(HOUR + 900) })),
    ],
    [
      'the same instant twice, and twice almost the same',
      () => json(JSON.stringify({ a: iso(), b: iso() })),
      () => json(JSON.stringify({ a: iso(), b: iso(3) })),
    ],
  ]),
];

const HASHES: readonly Pair[] = [
  ...definePairs('a password hash', BODY, [
    ['the cost of bcrypt', text(bcrypt(10, 'a')), text(bcrypt(12, 'b'))],
    ['the version of bcrypt', text(bcrypt(10, 'a', 'a')), text(bcrypt(10, 'b', 'b'))],
    ['bcrypt that is cut', text(bcrypt(10, 'a')), text(bcrypt(10, 'a').slice(0, -1))],
    ['the memory of argon2', text(argon2('m=65536,t=3,p=4', 'a')), text(argon2('m=19456,t=3,p=4', 'b'))],
    ['the passes of argon2', text(argon2('m=65536,t=3,p=4', 'a')), text(argon2('m=65536,t=2,p=4', 'b'))],
    ['the kind of argon2', text(argon2('m=65536,t=3,p=4', 'a')), text(argon2('m=65536,t=3,p=4', 'b', 'i'))],
    ['bcrypt and argon2', text(bcrypt(10, 'a')), text(argon2('m=65536,t=3,p=4', 'b'))],
    [
      'the cost of scrypt',
      text(`$scrypt$ln=14,r=8,p=1$${salt('a')}$${digest('a')}`),
      text(`$scrypt$ln=15,r=8,p=1$${salt('b')}$${digest('b')}`),
    ],
    ['a hash and the password', text(bcrypt(10, 'a')), text('correct horse')],
  ]),
  ...definePairs('password hashes, equal', 'equal', [
    ['bcrypt 2a', text(bcrypt(10, 'a', 'a')), text(bcrypt(10, 'b', 'a'))],
    ['bcrypt 2b', text(bcrypt(10, 'a')), text(bcrypt(10, 'b'))],
    ['bcrypt 2y', text(bcrypt(12, 'a', 'y')), text(bcrypt(12, 'b', 'y'))],
    ['argon2id', text(argon2('m=65536,t=3,p=4', 'a')), text(argon2('m=65536,t=3,p=4', 'b'))],
    ['argon2i', text(argon2('m=65536,t=3,p=4', 'a', 'i')), text(argon2('m=65536,t=3,p=4', 'b', 'i'))],
    [
      'scrypt',
      text(`$scrypt$ln=14,r=8,p=1$${salt('a')}$${digest('a')}`),
      text(`$scrypt$ln=14,r=8,p=1$${salt('b')}$${digest('b')}`),
    ],
  ]),
];

const TOKENS: readonly Pair[] = [
  ...definePairs('a token', BODY, [
    ['a claim', () => text(token({ claims: { role: 'user' } })), () => text(token({ claims: { role: 'admin' } }))],
    ['a claim that is missing', () => text(token({ claims: { role: 'user' } })), () => text(token())],
    ['a claim that is added', () => text(token()), () => text(token({ claims: { n: 1 } }))],
    [
      'a list of audiences',
      () => text(token({ claims: { aud: 'api' } })),
      () => text(token({ claims: { aud: ['api'] } })),
    ],
    [
      'its lifetime',
      () => text(token({ claims: { exp: seconds() + 900 } })),
      () => text(token({ claims: { exp: seconds() + 3_600 } })),
    ],
    ['no signature', () => text(token()), () => text(unsigned(token()))],
    ['a signature that is cut', () => text(token()), () => text(token().slice(0, -4))],
    [
      'the key that signed it',
      () => text(token({ header: { kid: 'k1' } })),
      () => text(token({ header: { kid: 'k2' } })),
    ],
    ['the algorithm', () => text(token()), () => text(token({ header: { alg: 'HS512' } }))],
    ['the algorithm none', () => text(token()), () => text(unsigned(token({ header: { alg: 'none' } })))],
    ['the scheme before it', () => text(`Bearer ${token()}`), () => text(`bearer ${token()}`)],
    ['issued an hour early', () => text(token()), () => text(token({ issued: seconds() - 3_600 }))],
    [
      'an issue time in milliseconds',
      () => text(token({ claims: { iat: seconds() } })),
      () => text(token({ claims: { iat: seconds() * 1_000 } })),
    ],
    [
      'a subject of another type',
      () => text(token({ claims: { sub: '7' } })),
      () => text(token({ claims: { sub: 7 } })),
    ],
  ]),
  ...definePairs('a token with a large integer', BODY, [
    ['in its claims', text(withRawClaims('{"n":9007199254740993}')), text(withRawClaims('{"n":9007199254740992}'))],
    ['twice in its claims', text(withRawClaims('{"n":1,"n":2}')), text(withRawClaims('{"n":2}'))],
  ]),
  ...definePairs(
    'tokens of two steps',
    BODY,
    [
      [
        'the same again, and one for another subject',
        () => jsonInTurn({ t: token() }, { t: token() }),
        () => jsonInTurn({ t: token() }, { t: token({ claims: { sub: B } }) }),
      ],
      [
        'one with jti again, and a new one',
        () => jsonInTurn({ t: token({ claims: { jti: C } }) }, { t: token({ claims: { jti: C } }) }),
        () => jsonInTurn({ t: token({ claims: { jti: C } }) }, { t: token({ claims: { jti: D } }) }),
      ],
    ],
    { drive: two },
  ),
  ...definePairs('tokens, equal', 'equal', [
    ['issued a second later', () => text(token()), () => text(token({ issued: seconds() + 1 }))],
    ['for another new subject', () => text(token({ claims: { sub: A } })), () => text(token({ claims: { sub: B } }))],
    ['with another jti', () => text(token({ claims: { jti: C } })), () => text(token({ claims: { jti: D } }))],
    ['signed with another key', () => text(token()), () => text(token({ key: 'right' }))],
    ['after a scheme', () => text(`Bearer ${token()}`), () => text(`Bearer ${token({ issued: seconds() + 1 })}`)],
    [
      'in a header',
      () => headers(['authorization', `Bearer ${token()}`]),
      () => headers(['authorization', `Bearer ${token({ key: 'right' })}`]),
    ],
    [
      'in a cookie',
      () => headers(['set-cookie', `t=${token()}; HttpOnly`]),
      () => headers(['set-cookie', `t=${token({ key: 'right' })}; HttpOnly`]),
    ],
  ]),
  ...definePairs(
    'tokens of two steps, equal',
    'equal',
    [
      [
        'in one second, and in two',
        () => jsonInTurn({ t: token() }, { t: token() }),
        () => jsonInTurn({ t: token() }, { t: token({ issued: seconds() + 1 }) }),
      ],
      [
        'in two seconds, and in one',
        () => jsonInTurn({ t: token() }, { t: token({ issued: seconds() + 1 }) }),
        () => jsonInTurn({ t: token() }, { t: token() }),
      ],
    ],
    { drive: two },
  ),
];

function withRawClaims(claims: string): string {
  return `${base64url({ alg: 'HS256' })}.${Buffer.from(claims).toString('base64url')}.${'a'.repeat(43)}`;
}

export const FORMATS: readonly Pair[] = [...IDS, ...DATES, ...HASHES, ...TOKENS];
