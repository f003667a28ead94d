import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { toNumber } from './json-number.ts';

export { parseJson } from './lossless-json.ts';

const EMPTY: JsonObject = {};

export function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : EMPTY;
}

export function arrayOr(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function stringOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

export function numberOrNull(value: Json | undefined): number | null {
  return toNumber(value) ?? null;
}
