import { describe, expect, test } from 'vitest';
import { epochMilliseconds, epochSeconds } from './epochs.ts';
import { etag } from './etag.ts';
import type { Format } from './format.ts';
import { FORMAT_NAMES, FORMATS, findSharedFormats, NAMED_FORMATS, recogniseText } from './formats.ts';
import { cuid, cuid2, ksuid, nanoid, objectId, snowflake, ulid } from './identifiers.ts';
import { cookieDate, httpDate, isoWithoutZone, rfc3339, sqlTimestamp } from './moments.ts';
import { argon2, bcrypt, pbkdf2, scrypt } from './password-hashes.ts';
import { uuid } from './uuid.ts';

const SALT = 'c2FsdHNhbHRzYWx0c2E';
const DIGEST = 'ZGlnZXN0ZGlnZXN0ZGlnZXN0ZGlnZXN0ZGlnZXN0ZGk';

const IDENTIFIERS: readonly (readonly [
  format: Format,
  valid: readonly (readonly [text: string, form: string])[],
  invalid: readonly string[],
])[] = [
  [
    uuid,
    [
      ['01234567-89ab-4cde-8f01-23456789abcd', 'uuid.v4'],
      ['01890A5D-AC96-774B-BCCE-B302099A8057', 'uuid.v7.capitals'],
    ],
    [
      '01234567-89ab-4cde-8f01-23456789abc', // a digit less
      '01234567-89ab-9cde-8f01-23456789abcd', // no such version
      '01234567-89ab-4cde-7f01-23456789abcd', // no such variant
      '01234567-89ab-4cde-8f01-23456789abcg',
      ' 01234567-89ab-4cde-8f01-23456789abcd',
    ],
  ],
  [
    bcrypt,
    [
      ['$2b$12$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', 'hash.bcrypt.2b.12'],
      ['$2a$04$abcdefghijklmnopqrstuuQ6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', 'hash.bcrypt.2a.4'],
    ],
    [
      '$2b$03$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', // cost too low
      '$2b$32$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', // and too high
      '$2c$12$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW',
      '$2b$12$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMY', // a character less
      '$2b$12$WApznUPhDubN0oeveSXHp+Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', // of another alphabet
      '$2b$12$WApznUPhDubN0oeveSXHpaQ6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYW', // bits behind the salt
      '$2b$12$WApznUPhDubN0oeveSXHp.Q6mXC3b6ZSAYtPfXbh5lXrzSVEHoMYX', // and behind the digest
    ],
  ],
  [
    argon2,
    [
      [`$argon2id$v=19$m=65536,t=3,p=4$${SALT}$${DIGEST}`, 'hash.argon2id.v19.m65536.t3.p4.salt14.digest32'],
      [`$argon2i$m=4096,t=1,p=1$${SALT}$${DIGEST}`, 'hash.argon2i.m4096.t1.p1.salt14.digest32'],
    ],
    [
      `$argon2x$v=19$m=65536,t=3,p=4$${SALT}$${DIGEST}`,
      `$argon2id$v=19$m=65536,t=3,p=0$${SALT}$${DIGEST}`,
      `$argon2id$v=19$m=7,t=3,p=1$${SALT}$${DIGEST}`,
      `$argon2id$v=19$m=65536,t=3,p=4$${SALT}=$${DIGEST}`,
      `$argon2id$v=19$m=65536,t=3,p=4$$${DIGEST}`,
      `$argon2id$v=19$m=65536,t=3,p=4$${SALT}`,
      `$argon2id$v=19$m=65536,t=3,p=4$${SALT}$A`,
    ],
  ],
  [
    scrypt,
    [
      [`$scrypt$ln=15,r=8,p=1$${SALT}$${DIGEST}`, 'hash.scrypt.ln15.r8.p1.salt14.digest32'],
      [`scrypt:32768:8:1$abcdefgh12345678$${'0f'.repeat(64)}`, 'hash.scrypt.n32768.r8.p1.salt16.digest64'],
    ],
    [`$scrypt$ln=15,r=8$${SALT}$${DIGEST}`, `$scrypt$ln=15,r=8,p=1$${SALT}$`, `scrypt:32768:8:1$abc$0`],
  ],
  [
    pbkdf2,
    [
      ['pbkdf2_sha256$600000$abcDEF123$YWJj+/A=', 'hash.pbkdf2.sha256.600000.salt9.digest8'],
      ['pbkdf2:sha256:600000$abc$0f0f', 'hash.pbkdf2.sha256.600000.salt3.digest4'],
    ],
    ['pbkdf2_sha256$abc$def$ghi', 'pbkdf2_sha256$1$$'],
  ],
  [
    etag,
    [
      ['"abc"', 'etag'],
      ['W/"5-abc"', 'etag.weak'],
      ['""', 'etag'],
    ],
    ['abc', 'w/"a"', '"a', '"a"b"', '"a b"', 'W/a'],
  ],
  [
    objectId,
    [['507f1f77bcf86cd799439011', 'objectid']],
    ['507F1F77BCF86CD799439011', '507f1f77bcf86cd79943901', 'x07f1f77bcf86cd799439011'],
  ],
  [
    ulid,
    [['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'ulid']],
    [
      '81ARZ3NDEKTSV4RRFFQ69G5FAV',
      '01ARZ3NDEKTSV4RRFFQ69G5FAU',
      '01arz3ndektsv4rrffq69g5fav',
      '01ARZ3NDEKTSV4RRFFQ69G5FA',
    ],
  ],
  [
    cuid,
    [['cjld2cjxh0000qzrmn831i7rn', 'cuid']],
    ['ajld2cjxh0000qzrmn831i7rn', 'cjld2cjxh0000qzrmn831i7r', 'cabcdefghijklmnopqrstuvwx'],
  ],
  [
    cuid2,
    [['tz4a98xxat96iws9zmbrgj3a', 'cuid2']],
    ['1z4a98xxat96iws9zmbrgj3a', 'tz4a98xxat96iws9zmbrgj3', 'Tz4a98xxat96iws9zmbrgj3a'],
  ],
  [
    nanoid,
    [['V1StGXR8_Z5jdHi6B-myT', 'nanoid']],
    ['some-word-with-hyphen', 'V1StGXR8_Z5jdHi6B-my', 'V1StGXR8.Z5jdHi6B-myT'],
  ],
  [
    ksuid,
    [['0ujtsYcgvSTl8PAuAdqWYSMnLOv', 'ksuid']],
    ['zujtsYcgvSTl8PAuAdqWYSMnLOv', '0ujtsYcgvSTl8PAuAdqWYSMnLO', '0ujtsYcgvSTl8PAuAdqWYSMnLO_'],
  ],
  [
    snowflake,
    [['175928847299117063', 'snowflake']],
    ['9223372036854775808', '0759288472991170630', '1759288472991170', '17592884729911706x'],
  ],
];

const MOMENTS: readonly (readonly [
  format: Format,
  valid: readonly (readonly [text: string, form: string, at: string])[],
  invalid: readonly string[],
])[] = [
  [
    rfc3339,
    [
      ['2026-01-02T03:04:05Z', 'instant.0.Z', '2026-01-02T03:04:05.000Z'],
      ['2028-02-29T03:04:05.678901+02:00', 'instant.6.+02:00', '2028-02-29T01:04:05.678Z'],
    ],
    [
      '2026-02-29T03:04:05Z',
      '2026-13-01T03:04:05Z',
      '2026-01-02T24:00:00Z',
      '2026-01-02T03:60:00Z',
      '2026-01-02T03:04:05+24:00',
      '2026-01-02T03:04:05',
      '2026-01-02t03:04:05z',
      '2026-1-2T03:04:05Z',
    ],
  ],
  [
    isoWithoutZone,
    [['2026-01-02T03:04:05.678', 'instant.iso-without-zone.3', '2026-01-02T03:04:05.678Z']],
    ['2026-01-02T03:04:05Z', '2026-04-31T03:04:05', '2026-01-02', '2026-01-02T03:04'],
  ],
  [
    sqlTimestamp,
    [
      ['2026-01-02 03:04:05.678901', 'instant.sql.6', '2026-01-02T03:04:05.678Z'],
      ['2026-01-02 03:04:05+00', 'instant.sql.0.+00', '2026-01-02T03:04:05.000Z'],
      ['2026-01-02 03:04:05-0130', 'instant.sql.0.-0130', '2026-01-02T04:34:05.000Z'],
      ['2026-01-02 03:04:05 UTC', 'instant.sql.0.UTC', '2026-01-02T03:04:05.000Z'],
    ],
    ['2026-02-30 03:04:05', '2026-01-02  03:04:05', '2026-01-02 3:04:05', 'infinity'],
  ],
  [
    httpDate,
    [['Sun, 06 Nov 1994 08:49:37 GMT', 'instant.http', '1994-11-06T08:49:37.000Z']],
    [
      'Mon, 06 Nov 1994 08:49:37 GMT',
      'Sun, 06 Nov 1994 08:49:37 UTC',
      'Sun, 32 Nov 1994 08:49:37 GMT',
      'Sun, 06 Foo 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun, 06-Nov-1994 08:49:37 GMT',
    ],
  ],
  [
    cookieDate,
    [['Sun, 06-Nov-1994 08:49:37 GMT', 'instant.cookie', '1994-11-06T08:49:37.000Z']],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06-Nov 1994 08:49:37 GMT'],
  ],
  [
    epochSeconds,
    [
      ['1767323045', 'instant.epoch-s', '2026-01-02T03:04:05.000Z'],
      ['1767323045.5', 'instant.epoch-s', '2026-01-02T03:04:05.500Z'],
    ],
    ['176732304', '0767323045', '17673230450'],
  ],
  [
    epochMilliseconds,
    [['1767323045678', 'instant.epoch-ms', '2026-01-02T03:04:05.678Z']],
    ['1767323045', '1767323045678.5'],
  ],
];

describe.each(IDENTIFIERS)('$name', (format, valid, invalid) => {
  test.each(valid)('%s is one', (text, form) => {
    expect(format.recognise(text)).toMatchObject({ kind: 'identifier', form });
  });

  test.each(invalid)('%s is none', (text) => {
    expect(format.recognise(text)).toBeUndefined();
  });
});

describe.each(MOMENTS)('$name', (format, valid, invalid) => {
  test.each(valid)('%s is one', (text, form, at) => {
    expect(format.recognise(text)).toEqual({ kind: 'moment', form, ms: Date.parse(at) });
  });

  test.each(invalid)('%s is none', (text) => {
    expect(format.recognise(text)).toBeUndefined();
  });
});

describe('all formats', () => {
  test('a form is part of the name of a symbol', () => {
    const forms = IDENTIFIERS.flatMap(([, valid]) => valid.map(([, form]) => form));

    expect(forms.filter((form) => !/^[a-z][\w.:/-]*$/.test(form))).toEqual([]);
  });

  test('no ordinary text is of a built-in format', () => {
    const texts = ['', 'hello', '42', '2026-01-02', 'Sun', '$2b$', '1.0.0', 'true', '507f1f77bcf86cd799439011'];

    expect(texts.filter((text) => recogniseText(text, FORMATS) !== undefined)).toEqual([]);
  });

  test('names have one format each', () => {
    const names = [...FORMATS, ...NAMED_FORMATS].map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  test('each name that the configuration may have is one of a format', () => {
    expect(NAMED_FORMATS.map(({ name }) => name)).toEqual(FORMAT_NAMES);
  });

  test('two texts that differ in such a value say which name to add', () => {
    expect(findSharedFormats('/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/notes/01BX5ZZKBKACTAV9WEVGEMMVRZ')).toEqual([
      'ulid',
    ]);
    expect(findSharedFormats('/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/users/01BX5ZZKBKACTAV9WEVGEMMVRZ')).toEqual([]);
    expect(findSharedFormats('usr_507f1f77bcf86cd799439011', 'usr_507f1f77bcf86cd799439012')).toEqual(['objectid']);
  });

  test('two values of a format that is not built in say which name to add', () => {
    expect(findSharedFormats('01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ')).toEqual(['ulid']);
    expect(findSharedFormats('01ARZ3NDEKTSV4RRFFQ69G5FAV', 'Ada')).toEqual([]);
  });
});
