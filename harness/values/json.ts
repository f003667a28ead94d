/**
 * A JSON value (RFC 8259). Everything an observation holds is one: it survives a file without loss.
 *
 * What JSON can say and JavaScript cannot stands under a reserved name (see {@link RESERVED_NAME}):
 * - `{ $number: '1e400' }`: a number whose text JavaScript would write differently: integers above 2^53, `1.0`, `-0`, `1e2`
 * - `$duplicates: { a: [1, 2] }`: a member of an object that names `a` twice; `a` itself has the last value
 * - `{ $bytes: 70, $sha256: '...' }`: a body that is no text
 * - `{ $invalid: 'JSON', $text: '...' }`: a body that is not what its media type says
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A number by its text, where JavaScript has none that is written the same. */
export interface LosslessNumber extends JsonObject {
  readonly $number: string;
}

/** A name that has a meaning of ours. A member that came with such a name gets one more `$`: `$number` becomes `$$number`. */
export const RESERVED_NAME = /^\$+(?:number|duplicates|bytes|sha256|invalid|text)$/;

export function isLosslessNumber(value: Json | undefined): value is LosslessNumber {
  return (
    typeof value === 'object' && value !== null && Object.hasOwn(value, '$number') && Object.keys(value).length === 1
  );
}

/** An object with members; a {@link LosslessNumber} is a number. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** `null`, `boolean`, `number`, `string`, `list` or `object`. */
export function jsonType(value: Json): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  return isLosslessNumber(value) ? 'number' : typeof value;
}

/** A member that an object or list has itself: `constructor` and `__proto__` are names like any other. */
export function getMember(value: Json | undefined, name: PropertyKey): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
    return undefined;
  }
  return Reflect.get(value, name);
}
