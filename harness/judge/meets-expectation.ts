import type { Difference } from '../evidence/divergence.ts';
import { getMember, isJsonObject, type Json, type JsonObject, jsonType } from '../values/json.ts';
import { areEqualNumbers } from '../values/json-number.ts';
import { join } from '../values/pointer.ts';
import { getDemandedType, satisfies } from './satisfies.ts';

/**
 * Where an observation falls short of what a scenario expects of it. An expectation is partial: an object may hold more
 * than it names. A list must have exactly its items. Left is what was expected, right what was seen.
 */
export function findShortfalls(expected: Json, actual: Json | undefined, pointer = ''): Difference[] {
  if (isJsonObject(expected) && typeof expected['$like'] === 'string') {
    return findMatcherShortfalls(expected, actual, pointer);
  }
  if (actual === undefined) {
    return [{ pointer, kind: 'missing', left: expected, right: null }];
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([key, item]) =>
      findShortfalls(item, getMember(actual, key), join(pointer, key)),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return findListShortfalls(expected, actual, pointer);
  }
  if (Object.is(expected, actual) || areEqualNumbers(expected, actual)) {
    return [];
  }
  if (pointer === '/response/status') {
    return [{ pointer, kind: 'status', left: expected, right: actual }];
  }
  const kind = jsonType(expected) === jsonType(actual) ? 'value' : 'type';
  return [{ pointer, kind, left: expected, right: actual }];
}

function findListShortfalls(expected: readonly Json[], actual: readonly Json[], pointer: string): Difference[] {
  if (expected.length !== actual.length) {
    return [{ pointer, kind: 'length', left: expected.length, right: actual.length }];
  }
  return expected.flatMap((item, index) => findShortfalls(item, actual[index], join(pointer, index)));
}

function findMatcherShortfalls(matcher: JsonObject, actual: Json | undefined, pointer: string): Difference[] {
  if (matcher['$like'] === 'absent') {
    return actual === undefined ? [] : [{ pointer, kind: 'extra', left: matcher, right: actual }];
  }
  if (actual === undefined) {
    return [{ pointer, kind: 'missing', left: matcher, right: null }];
  }
  if (matcher['$like'] === 'only') {
    return findMemberShortfalls(matcher, actual, pointer);
  }
  const isOfItems = (matcher['$like'] === 'each' || matcher['$like'] === 'list') && Array.isArray(actual);
  if (isOfItems && actual.length > 0 && hasLength(matcher, actual.length)) {
    return actual.flatMap((item, index) => findShortfalls(matcher['item'] ?? null, item, join(pointer, index)));
  }
  if (satisfies(matcher, actual, meets)) {
    return [];
  }
  if (isOfItems) {
    return [{ pointer, kind: 'length', left: matcher, right: actual.length }];
  }
  const demanded = getDemandedType(matcher);
  const kind = demanded === undefined || demanded === jsonType(actual) ? 'value' : 'type';
  return [{ pointer, kind, left: matcher, right: actual }];
}

function findMemberShortfalls(matcher: JsonObject, actual: Json, pointer: string): Difference[] {
  const { members = {} } = matcher;
  if (!isJsonObject(actual) || !isJsonObject(members)) {
    return [{ pointer, kind: 'type', left: matcher, right: actual }];
  }
  const more = Object.entries(actual).filter(([key]) => !Object.hasOwn(members, key));
  return [
    ...findShortfalls(members, actual, pointer),
    ...more.map(([key, right]): Difference => ({ pointer: join(pointer, key), kind: 'extra', left: null, right })),
  ];
}

function meets(expected: Json | undefined, actual: Json): boolean {
  return findShortfalls(expected ?? null, actual).length === 0;
}

function hasLength({ min, max }: JsonObject, length: number): boolean {
  return (min === undefined || length >= Number(min)) && (max === undefined || length <= Number(max));
}
