import { epochMilliseconds, epochSeconds } from './epochs.ts';
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

/** The names of {@link NAMED_FORMATS}, as the configuration has them. */
export const FORMAT_NAMES = [
  'objectid',
  'ulid',
  'cuid',
  'cuid2',
  'nanoid',
  'ksuid',
  'snowflake',
  'epoch-s',
  'epoch-ms',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

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

/** The pointer of a rule for every place of a channel. */
export const EVERYWHERE = '/**';

/**
 * A text with its words replaced: first those that hyphens and underscores belong to, then those between them. Symbols, which
 * stand between angle brackets, are no words.
 */
export function replaceWords(text: string, replace: (word: string) => string | undefined): string {
  return text.replaceAll(
    /<[^<>]*>|[\w-]{17,}/g,
    (word) =>
      (word.startsWith('<') ? word : replace(word)) ??
      word.replaceAll(/[A-Za-z0-9]{17,}/g, (part) => replace(part) ?? part),
  );
}

/** The formats that make two values one and that the configuration has to name, by name: of the whole, or of words. */
export function findSharedFormats(left: string, right: string): readonly string[] {
  return NAMED_FORMATS.filter(({ recognise }) => {
    const [a, b] = [left, right].map((text) => (recognise(text) === undefined ? withoutWords(text, recognise) : ''));
    return a !== undefined && a === b;
  }).map(({ name }) => name);
}

function withoutWords(text: string, recognise: Format['recognise']): string | undefined {
  let isFound = false;
  const rest = replaceWords(text, (word) => {
    if (recognise(word)?.kind !== 'identifier') {
      return undefined;
    }
    isFound = true;
    return '';
  });
  return isFound ? rest : undefined;
}
