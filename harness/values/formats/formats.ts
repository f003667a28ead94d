import { epochMilliseconds, epochSeconds } from './epochs.ts';
import { etag } from './etag.ts';
import type { Format, Recognised } from './format.ts';
import { cuid, cuid2, ksuid, nanoid, objectId, snowflake, ulid } from './identifiers.ts';
import { httpDate, isoWithoutZone, rfc3339, sqlTimestamp } from './moments.ts';
import { argon2, bcrypt, pbkdf2, scrypt } from './password-hashes.ts';
import { uuid } from './uuid.ts';

/** Formats that no text has by chance: they are recognised wherever a text is wholly of one. */
export const FORMATS: readonly Format[] = [
  uuid,
  rfc3339,
  isoWithoutZone,
  sqlTimestamp,
  httpDate,
  bcrypt,
  argon2,
  scrypt,
  pbkdf2,
];

/** Formats that a word or a number can have by chance: recognised where the configuration names them. */
export const NAMED_FORMATS: readonly Format[] = [
  objectId,
  ulid,
  cuid,
  cuid2,
  nanoid,
  ksuid,
  snowflake,
  epochSeconds,
  epochMilliseconds,
];

/** Formats of one place: what stands there is of this format or wrong. */
export const HEADER_FORMATS = { etag, 'last-modified': httpDate, expires: httpDate, date: httpDate } as const;

/** What the first of several formats makes of a text that is wholly of one. */
export function recogniseText(text: string, formats: readonly Format[]): Recognised | undefined {
  for (const format of formats) {
    const recognised = format.recognise(text);
    if (recognised !== undefined) {
      return recognised;
    }
  }
  return undefined;
}

/** The formats by name that both texts have and the configuration has to name. */
export function findSharedFormats(left: string, right: string): readonly string[] {
  return NAMED_FORMATS.filter(({ recognise }) => recognise(left) !== undefined && recognise(right) !== undefined).map(
    ({ name }) => name,
  );
}
