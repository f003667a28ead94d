import { identifier } from './format.ts';

/** 12 bytes in hexadecimal, as MongoDB writes them. */
export const objectId = identifier('objectid', (text) => /^[0-9a-f]{24}$/.test(text));

/** 26 characters of Crockford's base32; the first is at most 7, since there are 128 bits. */
export const ulid = identifier('ulid', (text) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text));

export const cuid = identifier('cuid', (text) => /^c[0-9a-z]{24}$/.test(text) && /\d/.test(text));

/** In the length that the library gives by itself. */
export const cuid2 = identifier('cuid2', (text) => /^[a-z][0-9a-z]{23}$/.test(text) && /\d/.test(text));

/** 21 characters; letters of both cases tell one from words with hyphens. */
export const nanoid = identifier(
  'nanoid',
  (text) => /^[\w-]{21}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text),
);

/** 20 bytes in base62, so that the greatest is this one. */
export const ksuid = identifier(
  'ksuid',
  (text) => /^[0-9A-Za-z]{27}$/.test(text) && text <= 'aWgEPTl1tmebfsQzFP4bxwgy80V',
);

/** 63 bits of which the upper ones count milliseconds: 17 to 19 digits. */
export const snowflake = identifier('snowflake', (text) => /^[1-9]\d{16,18}$/.test(text) && BigInt(text) < 2n ** 63n);
