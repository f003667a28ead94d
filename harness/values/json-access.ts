import { isJsonObject, type Json, type JsonObject } from './json.ts';

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
  return typeof value === 'number' ? value : null;
}

/** The value that the text holds, or undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
