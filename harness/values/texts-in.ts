import { isLosslessNumber, type Json } from './json.ts';
import { pointerOf } from './pointer.ts';

/** Every text in a value, with the place where it stands (RFC 6901). */
export function textsIn(
  value: Json,
  tokens: readonly PropertyKey[] = [],
): readonly (readonly [pointer: string, text: string])[] {
  if (typeof value === 'string') {
    return [[pointerOf(tokens), value]];
  }
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...tokens, name]));
}
