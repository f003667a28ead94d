import type { Json } from '../observe/json.ts';
import { pointerOf } from '../observe/pointer.ts';
import type { RecordedBody } from './cassette.ts';

/** What the events of a stream add up to: the strings that stand at the same place of successive events, joined. */
export function assembledTexts(body: RecordedBody): readonly string[] {
  if (body.kind !== 'sse') return [];
  const texts = new Map<string, string>();
  for (const event of body.events) {
    if (typeof event === 'string') continue;
    for (const [pointer, text] of stringsIn(event.data, [])) texts.set(pointer, (texts.get(pointer) ?? '') + text);
  }
  return [...texts.values()];
}

function stringsIn(value: Json, tokens: readonly PropertyKey[]): readonly (readonly [pointer: string, text: string])[] {
  if (typeof value === 'string') return [[pointerOf(tokens), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsIn(inner, [...tokens, name]));
}
