import { textsIn } from '../../values/texts-in.ts';
import type { RecordedBody } from './cassette.ts';

/** What the events of a stream add up to: the strings that stand at the same place of successive events, joined. */
export function assembledTexts(body: RecordedBody): readonly string[] {
  if (body.kind !== 'sse') {
    return [];
  }
  const texts = new Map<string, string>();
  for (const event of body.events) {
    if (typeof event === 'string') {
      continue;
    }
    for (const [pointer, text] of textsIn(event.data)) {
      texts.set(pointer, (texts.get(pointer) ?? '') + text);
    }
  }
  return [...texts.values()];
}
