import { isExample } from './example-values.ts';
import { ISSUED_KEYS, type IssuedKey } from './issued-keys.ts';
import { looksRandom } from './looks-random.ts';
import { SECRET_RULES } from './named-values.ts';
import { findByPreset, PRESET_KEYWORDS, PRESET_REACH } from './preset-rules.ts';

/** A secret that was recognised by its shape or by what stands before it. */
export interface Match {
  readonly rule: string;
  readonly index: number;
  readonly length: number;
  /** The secret, in the one way of writing it that equal secrets share. */
  readonly secret: string;
}

const quote = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const longestFirst = (texts: Iterable<string>) => [...new Set(texts)].toSorted((a, b) => b.length - a.length);

/**
 * One pass over the text finds each place where a key may begin. Only there, and only where one of its words is, are the
 * patterns of a rule tried: most texts hold no such word.
 */
const PREFIXES = new RegExp(
  longestFirst([...ISSUED_KEYS.map(({ prefix }) => prefix), ...PRESET_KEYWORDS])
    .map(quote)
    .join('|'),
  'g',
);
const CONTEXT = new RegExp(
  longestFirst(SECRET_RULES.flatMap(({ keywords }) => keywords))
    .map(quote)
    .join('|'),
  'gi',
);

interface Shape extends IssuedKey {
  readonly pattern: RegExp;
}

/** For each text that {@link PREFIXES} finds: the shapes that may begin there, the longest prefix first. */
const SHAPES: ReadonlyMap<string, readonly Shape[]> = new Map(
  [...new Set([...ISSUED_KEYS.map(({ prefix }) => prefix), ...PRESET_KEYWORDS])].map((keyword) => [
    keyword,
    ISSUED_KEYS.filter(({ prefix }) => keyword.startsWith(prefix)).map((key) => ({
      ...key,
      pattern: new RegExp(`${quote(key.prefix)}(?:${key.body})${toEndPattern(key.body)}`, 'y'),
    })),
  ]),
);

/** A key does not end in the middle of a word. `_` and `-` go on with it only where they are letters of the key. */
function toEndPattern(body: string): string {
  return body.includes('_-]') ? '(?![A-Za-z0-9_-])' : '(?![A-Za-z0-9])';
}

/**
 * Secrets of which the text itself tells: by the shapes that issuers give their keys, and by what stands before a value.
 * Without guesses, a value does not count for the name before it alone.
 */
export function findPatterns(text: string, options: { readonly guesses: boolean }): readonly Match[] {
  return [...findKeys(text), ...findNamed(text, options)];
}

function findKeys(text: string): readonly Match[] {
  let end = 0;
  // How far the rules of the preset have looked already, from an earlier place of the same keyword.
  const searched = new Map<string, number>();
  return [...text.matchAll(PREFIXES)].flatMap(({ 0: keyword, index }) => {
    if (index < end) {
      return [];
    }
    const match = matchShape(text, index, SHAPES.get(keyword) ?? []);
    if (match !== undefined) {
      end = index + match.length;
      return [match];
    }
    if (index < (searched.get(keyword) ?? 0)) {
      return [];
    }
    searched.set(keyword, index + PRESET_REACH / 2);
    return findByPreset(text, keyword, index)
      .filter(({ secret }) => !isExample(secret))
      .map(({ rule, index: start, secret }) => ({ rule: `${rule}-key`, index: start, length: secret.length, secret }));
  });
}

function matchShape(text: string, index: number, shapes: readonly Shape[]): Match | undefined {
  if (shapes.length === 0 || /[A-Za-z0-9]/.test(text[index - 1] ?? '')) {
    return undefined;
  }
  for (const { name, pattern, isShort, accepts } of shapes) {
    pattern.lastIndex = index;
    const [secret] = pattern.exec(text) ?? [];
    if (secret === undefined || isExample(secret) || accepts?.(secret) === false) {
      continue;
    }
    return isShort && isInsideBase64(text, index, secret)
      ? undefined
      : { rule: name, index, length: secret.length, secret };
  }
  return undefined;
}

const LONGEST_KEY = 300;
const LOOK_BACK = 80;

/**
 * Whether what looks like the start of a key is a part of base64 (a reasoning signature, an image), where three letters
 * occur by chance: a long word stands before it, or far more follows than a key has.
 */
function isInsideBase64(text: string, index: number, secret: string): boolean {
  const before = /[A-Za-z0-9+/_-]*$/.exec(text.slice(Math.max(0, index - LOOK_BACK), index))?.[0] ?? '';
  return secret.length > LONGEST_KEY || before.split(/[+/_-]/).some((word) => word.length >= 24) || looksRandom(before);
}

function findNamed(text: string, { guesses }: { readonly guesses: boolean }): readonly Match[] {
  const keywords = new Set<string>();
  for (const [keyword] of text.matchAll(CONTEXT)) {
    keywords.add(keyword.toLowerCase());
  }
  const found = [...keywords];
  if (found.length === 0) {
    return [];
  }
  return SECRET_RULES.filter(
    (rule) =>
      (guesses || rule.isGuess !== true) &&
      rule.keywords.some((keyword) => found.some((word) => word.includes(keyword))),
  ).flatMap(({ name, pattern, accepts = () => true, normalise = (secret) => secret }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match[1] ?? match[0];
      const index = match.index + match[0].lastIndexOf(secret);
      return accepts(secret) ? [{ rule: name, index, length: secret.length, secret: normalise(secret) }] : [];
    }),
  );
}
