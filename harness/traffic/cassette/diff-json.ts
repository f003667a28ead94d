import { isJsonObject, type Json } from '../../values/json.ts';
import { pointerOf } from '../../values/pointer.ts';

export interface JsonDifference {
  /** JSON pointer (RFC 6901) to what differs. */
  readonly pointer: string;
  /** What was recorded; undefined when there was nothing. */
  readonly recorded: Json | undefined;
  /** What was asked for; undefined when there was nothing. */
  readonly actual: Json | undefined;
}

/** The places where two values differ, each as deep as it goes. Array items are compared by position. */
export function diffJson(recorded: Json | undefined, actual: Json | undefined): readonly JsonDifference[] {
  return diffAt([], recorded, actual);
}

function diffAt(
  tokens: readonly PropertyKey[],
  recorded: Json | undefined,
  actual: Json | undefined,
): readonly JsonDifference[] {
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    const length = Math.max(recorded.length, actual.length);
    return Array.from({ length }).flatMap((_, index) => diffAt([...tokens, index], recorded[index], actual[index]));
  }
  if (isJsonObject(recorded) && isJsonObject(actual)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
    return [...names].flatMap((name) => diffAt([...tokens, name], recorded[name], actual[name]));
  }
  return recorded === actual ? [] : [{ pointer: pointerOf(tokens), recorded, actual }];
}
