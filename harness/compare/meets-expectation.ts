import { isJsonObject, type Json, type JsonObject, jsonType } from '../observe/json.ts';
import { join } from '../observe/pointer.ts';
import type { Difference } from './divergence.ts';
import { isInstant } from './instant.ts';
import { decodeJwt } from './jwt.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Where an observation falls short of what a scenario expects of it. An expectation is partial: an object may hold more
 * than it names. A list must have exactly its items. Left is what was expected, right what was seen.
 */
export function shortfalls(expected: Json, actual: Json | undefined, pointer = ''): Difference[] {
  if (isJsonObject(expected) && typeof expected['$like'] === 'string') {
    return matcherShortfalls(expected, actual, pointer);
  }
  if (actual === undefined) return [{ pointer, kind: 'missing', left: expected, right: null }];
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([key, item]) => shortfalls(item, actual[key], join(pointer, key)));
  }
  if (Array.isArray(expected) && Array.isArray(actual)) return listShortfalls(expected, actual, pointer);
  if (Object.is(expected, actual)) return [];
  if (pointer === '/response/status') return [{ pointer, kind: 'status', left: expected, right: actual }];
  const kind = jsonType(expected) === jsonType(actual) ? 'value' : 'type';
  return [{ pointer, kind, left: expected, right: actual }];
}

function listShortfalls(expected: readonly Json[], actual: readonly Json[], pointer: string): Difference[] {
  if (expected.length !== actual.length) {
    return [{ pointer, kind: 'length', left: expected.length, right: actual.length }];
  }
  return expected.flatMap((item, index) => shortfalls(item, actual[index], join(pointer, index)));
}

function matcherShortfalls(matcher: JsonObject, actual: Json | undefined, pointer: string): Difference[] {
  if (matcher['$like'] === 'absent') {
    return actual === undefined ? [] : [{ pointer, kind: 'extra', left: matcher, right: actual }];
  }
  if (actual === undefined) return [{ pointer, kind: 'missing', left: matcher, right: null }];
  if (matcher['$like'] === 'each' && Array.isArray(actual) && actual.length > 0) {
    return actual.flatMap((item, index) => shortfalls(matcher['item'] ?? null, item, join(pointer, index)));
  }
  return satisfies(matcher, actual) ? [] : [{ pointer, kind: 'value', left: matcher, right: actual }];
}

function satisfies(matcher: JsonObject, actual: Json): boolean {
  const text = typeof actual === 'string' ? actual : undefined;
  switch (matcher['$like']) {
    case 'text':
      return text !== undefined && text !== '';
    case 'includes':
      return text !== undefined && textsOf(matcher['parts']).every((part) => text.includes(part));
    case 'excludes':
      return text !== undefined && !textsOf(matcher['parts']).some((part) => text.includes(part));
    case 'uuid':
      return text !== undefined && UUID.test(text);
    case 'instant':
      return text !== undefined && isInstant(text);
    case 'jwt':
      return text !== undefined && hasClaims(text, matcher['claims'] ?? {});
    case 'number':
      return typeof actual === 'number' && actual >= Number(matcher['min']);
    case 'one-of':
      return (
        Array.isArray(matcher['values']) && matcher['values'].some((value) => shortfalls(value, actual).length === 0)
      );
    case 'some':
      return Array.isArray(actual) && actual.some((item) => shortfalls(matcher['item'] ?? null, item).length === 0);
    default:
      return false;
  }
}

function hasClaims(text: string, claims: Json): boolean {
  const jwt = decodeJwt(text);
  return jwt !== undefined && shortfalls(claims, jwt.claims).length === 0;
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
