/** A JSON value (RFC 8259). Everything an observation holds is one, so that a transcript survives a file without loss. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null`, `boolean`, `number`, `string`, `list` or `object`. */
export function jsonType(value: Json): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'list' : typeof value;
}
