import type { Json } from '../values/json.ts';
import { cut, inFull, inOneLine } from './value-text.ts';

/** How much of what both have in common is kept in front of the place where they part. */
const CONTEXT_OF_A_LINE = 40;
const CONTEXT_OF_A_BLOCK = 200;

/** Two values on one line each, of at most so many characters. Long ones begin shortly before the place where they part. */
export function pairInOneLine(
  left: Json | undefined,
  right: Json | undefined,
  longest = 160,
): readonly [string, string] {
  const texts = [inOneLine(left, Number.POSITIVE_INFINITY), inOneLine(right, Number.POSITIVE_INFINITY)] as const;
  return fromWhereTheyPart(texts, { longest, context: CONTEXT_OF_A_LINE });
}

/** The same over as many lines as they need. */
export function pairInFull(
  left: Json | undefined,
  right: Json | undefined,
  longest: number,
): readonly [string, string] {
  return fromWhereTheyPart([inFull(left), inFull(right)], { longest, context: CONTEXT_OF_A_BLOCK });
}

function fromWhereTheyPart(
  [left, right]: readonly [string, string],
  { longest, context }: { readonly longest: number; readonly context: number },
): readonly [string, string] {
  const shared = commonPrefix(left, right);
  const isCut = Math.max(left.length, right.length) > longest && shared > context;
  if (!isCut) {
    return [cut(left, longest), cut(right, longest)];
  }

  const shorten = (text: string) => `...${cut(text.slice(shared - context), longest - 3)}`;
  return [shorten(left), shorten(right)];
}

function commonPrefix(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    if (a[index] !== b[index]) {
      return index;
    }
  }
  return shorter;
}
