import type { Json } from '../../values/json.ts';
import { formatInFull, formatInline, truncate } from './format-value.ts';

/** How much of what both have in common is kept in front of the place where they part. */
const CONTEXT_OF_A_LINE = 40;
const CONTEXT_OF_A_BLOCK = 200;

/** Two values on one line each, of at most so many characters. Long ones begin shortly before the place where they part. */
export function formatPairInline(
  left: Json | undefined,
  right: Json | undefined,
  longest = 160,
): readonly [string, string] {
  const texts = [formatInline(left, Number.POSITIVE_INFINITY), formatInline(right, Number.POSITIVE_INFINITY)] as const;
  return cutToDifference(texts, { longest, context: CONTEXT_OF_A_LINE });
}

/** The same over as many lines as they need. */
export function formatPairInFull(
  left: Json | undefined,
  right: Json | undefined,
  longest: number,
): readonly [string, string] {
  return cutToDifference([formatInFull(left), formatInFull(right)], { longest, context: CONTEXT_OF_A_BLOCK });
}

function cutToDifference(
  [left, right]: readonly [string, string],
  { longest, context }: { readonly longest: number; readonly context: number },
): readonly [string, string] {
  const shared = measureCommonPrefix(left, right);
  const isCut = Math.max(left.length, right.length) > longest && shared > context;
  if (!isCut) {
    return [truncate(left, longest), truncate(right, longest)];
  }

  const shorten = (text: string) => `...${truncate(text.slice(shared - context), longest - 3)}`;
  return [shorten(left), shorten(right)];
}

function measureCommonPrefix(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    if (a[index] !== b[index]) {
      return index;
    }
  }
  return shorter;
}
