import { matchesPointer } from '../values/pointer.ts';
import type { RuleKind } from './rule-kind.ts';

interface RuleText {
  readonly pointer: string;
  readonly as: RuleKind;
}

/** Why a rule would ignore what it covers; undefined where it still compares something. */
export function findRuleProblem({ pointer, as }: RuleText): string | undefined {
  if (typeof as === 'object' && 'pattern' in as) {
    return findPatternProblem(as.pattern);
  }
  if (as === 'gauge' || as === 'duration') {
    return coversMembersOfAnyName(pointer, SHALLOW)
      ? `${as} at ${pointer || 'the top'} covers a whole body: name the member`
      : undefined;
  }
  if (as === 'set') {
    return coversMembersOfAnyName(pointer, DEEP) ? `set at ${pointer} covers every list: name the list` : undefined;
  }
  return undefined;
}

const SENTENCES = [
  'The order was refused because the card has expired.',
  'No user of that name exists in this tenant',
  'Zahlung abgelehnt, bitte später erneut versuchen',
  'заказ отклонён потому что срок карты истёк',
  '支払いは拒否されました。後でもう一度お試しください',
  '{"error":"the card has expired","code":"card_expired"}',
  'refused\nbecause\nthe card\nhas expired',
];

/** Ordinary texts that carry meaning. A pattern for what is random does not find the greater part of one. */
const TEXTS = [...SENTENCES, Array.from({ length: 40 }, () => SENTENCES[0]).join(' ')];

/** Ordinary words that are shorter than what is random. */
const WORDS = ['ok', 'paid', 'admin', 'failed', 'denied'];

function findPatternProblem(pattern: string): string | undefined {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'g');
  } catch (error) {
    return `its pattern is not a regular expression (${error instanceof Error ? error.message : String(error)})`;
  }
  const isBroad =
    TEXTS.some((text) => measureCovered(text, expression) > 0.5) ||
    WORDS.every((word) => measureCovered(word, expression) === 1);
  return isBroad
    ? `its pattern ${pattern} also matches ordinary text: describe the length and characters of what varies`
    : undefined;
}

/** The share of the characters, white space aside, that the pattern would replace. */
function measureCovered(text: string, expression: RegExp): number {
  const count = (part: string) => part.replaceAll(/\s/g, '').length;
  return [...text.matchAll(expression)].reduce((sum, [found]) => sum + count(found), 0) / count(text);
}

/** Names that no API has, so only a wildcard covers them. */
const [ONE, OTHER] = ['no-such-member-1', 'no-such-member-2'];

/** Bodies, and their members of any name, in each channel. */
const SHALLOW = [
  '',
  '/request/body',
  '/response/body',
  ...[
    '',
    '/request',
    '/response',
    '/request/body',
    '/response/body',
    '/0',
    '/0/data',
    `/${ONE}/0`,
    `/${ONE}/0/fields`,
  ].map((place) => `${place}/${OTHER}`),
];

const DEEP = ['', '/request/body', '/response/body', '/0/data'].map(
  (place) => `${place}/${ONE}/${OTHER}/${ONE}/${OTHER}`,
);

function coversMembersOfAnyName(pointer: string, places: readonly string[]): boolean {
  return places.some((place) => matchesPointer(pointer, place));
}
