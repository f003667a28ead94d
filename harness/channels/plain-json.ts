import type { Json } from '../values/json.ts';

/** What is known to be JSON, as a value of the type. A transcript is read from a file, or was made to fit one. */
export function toPlainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
