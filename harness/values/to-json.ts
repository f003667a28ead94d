import type { Json } from './json.ts';
import { parseNumber } from './json-number.ts';
import { pointerOf } from './pointer.ts';

/** A value was given where JSON is needed, and JSON has nothing for it. */
export class NotJson extends TypeError {
  /** Where it stands (RFC 6901). */
  readonly pointer: string;

  constructor(what: string, pointer: string) {
    super(
      `${what} at ${pointer === '' ? 'the top' : pointer} is not JSON. Give plain objects, lists, texts and numbers.`,
    );
    this.name = new.target.name;
    this.pointer = pointer;
  }
}

/**
 * A copy of a value as JSON. Members that are undefined are left out and `toJSON` is honoured, as `JSON.stringify` does;
 * what that would lose (a Map, a promise, a function, a cycle) is an error. NaN and the infinities are numbers by their text.
 *
 * @throws NotJson
 */
export function toJson(value: unknown): Json {
  return convert(value, []);
}

function convert(value: unknown, path: readonly PropertyKey[], within: readonly object[] = []): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : `${value}` };
    case 'bigint':
      return parseNumber(String(value));
    case 'object':
      return value === null ? null : convertObject(value, path, within);
    default:
      throw new NotJson(value === undefined ? 'undefined' : `A ${typeof value}`, pointerOf(path));
  }
}

function convertObject(value: object, path: readonly PropertyKey[], within: readonly object[]): Json {
  if (within.includes(value)) {
    throw new NotJson('A circle', pointerOf(path));
  }
  const inside = [...within, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return convert(value.toJSON(), path, inside);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (item === undefined ? null : convert(item, [...path, index], inside)));
  }
  if (!isPlain(value)) {
    throw new NotJson(`A ${value.constructor?.name ?? 'value without a class'}`, pointerOf(path));
  }
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(members.map(([name, item]) => [name, convert(item, [...path, name], inside)]));
}

/** Instances of a class with fields are data as well; those that hold what no field shows are not. */
function isPlain(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}
