import { isInstant, readZone } from '../values/formats/instant.ts';
import { readUuidVersion } from '../values/formats/uuid.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { toNumber } from '../values/json-number.ts';
import { decodeJwt } from '../values/jwt.ts';

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The JSON type that a matcher demands by its kind; undefined where any may satisfy it. */
export function getDemandedType(matcher: JsonObject): string | undefined {
  return DEMANDED[String(matcher['$like'])]?.type;
}

/** Whether a value meets an expectation, which may hold matchers of its own. */
type Meets = (expected: Json | undefined, actual: Json) => boolean;

/** Whether a value is what a matcher describes. A matcher that nobody knows is satisfied by nothing. */
export function satisfies(matcher: JsonObject, actual: Json, meets: Meets): boolean {
  const demanded = DEMANDED[String(matcher['$like'])];
  if (demanded !== undefined) {
    return demanded.test(actual, matcher, meets);
  }
  switch (matcher['$like']) {
    case 'nullable':
      return actual === null || meets(matcher['item'], actual);
    case 'one-of':
      return toList(matcher['values']).some((value) => meets(value, actual));
    default:
      return false;
  }
}

interface Demanded {
  readonly type: 'string' | 'number' | 'boolean' | 'list';
  readonly test: (actual: Json, matcher: JsonObject, meets: Meets) => boolean;
}

const DEMANDED: Readonly<Record<string, Demanded>> = {
  text: demandText((text) => text !== ''),
  includes: demandText((text, { parts }) => toList(parts).every((part) => text.includes(String(part)))),
  excludes: demandText((text, { parts }) => !toList(parts).some((part) => text.includes(String(part)))),
  pattern: demandText((text, { source, flags }) => new RegExp(`^(?:${source})$`, String(flags ?? '')).test(text)),
  email: demandText((text) => EMAIL.test(text)),
  uuid: demandText((text, { version }) => {
    const found = readUuidVersion(text);
    return found !== undefined && (version === undefined || found === version);
  }),
  instant: demandText((text, { zone }) => isInstant(text) && (zone === undefined || readZone(text) === zone)),
  jwt: demandText((text, { claims }, meets) => {
    const jwt = decodeJwt(text);
    return jwt !== undefined && meets(claims ?? {}, jwt.claims);
  }),
  number: demandNumber(() => true),
  integer: demandNumber(Number.isInteger),
  boolean: { type: 'boolean', test: (actual) => typeof actual === 'boolean' },
  each: demandList((items, { item }, meets) => items.length > 0 && items.every((one) => meets(item, one))),
  list: demandList(
    (items, matcher, meets) => isWithin(items.length, matcher) && items.every((one) => meets(matcher['item'], one)),
  ),
  some: demandList((items, { item }, meets) => items.some((one) => meets(item, one))),
};

function demandText(test: (text: string, matcher: JsonObject, meets: Meets) => boolean): Demanded {
  return { type: 'string', test: (actual, ...rest) => typeof actual === 'string' && test(actual, ...rest) };
}

function demandNumber(test: (value: number) => boolean): Demanded {
  return {
    type: 'number',
    test: (actual, matcher) => {
      const value = toNumber(actual);
      return value !== undefined && test(value) && isWithin(value, matcher);
    },
  };
}

function demandList(test: (items: readonly Json[], matcher: JsonObject, meets: Meets) => boolean): Demanded {
  return { type: 'list', test: (actual, ...rest) => Array.isArray(actual) && test(actual, ...rest) };
}

function isWithin(value: number, { min, max }: JsonObject): boolean {
  return (min === undefined || value >= Number(min)) && (max === undefined || value <= Number(max));
}

function toList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
