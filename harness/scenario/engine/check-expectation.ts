import { join } from '../../values/pointer.ts';

/** What in an expectation cannot be compared, and where; undefined where all of it can. */
export interface UnreadableExpectation {
  /** RFC 6901. */
  readonly pointer: string;
  /** With an article: `a RegExp`. */
  readonly what: string;
  readonly hint: string;
}

/**
 * Finds the first part of an expectation that JSON cannot hold: written down, it would disappear or become `{}`, and then
 * nothing would be expected. Matchers of `like` are plain objects.
 */
export function findUnreadable(expectation: unknown): UnreadableExpectation | undefined {
  if (isPlainObject(expectation) && Object.keys(expectation).length === 0) {
    return { pointer: '', what: 'an empty object', hint: 'State something: { status: 200 }.' };
  }
  const open: { readonly value: unknown; readonly pointer: string; readonly above: readonly object[] }[] = [
    { value: expectation, pointer: '', above: [] },
  ];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { value, pointer, above } = next;
    if (typeof value === 'object' && value !== null && above.includes(value)) {
      return { pointer, what: 'an object that contains itself', hint: 'Write the values that matter.' };
    }
    const problem = describeUnreadable(value);
    if (problem !== undefined) {
      return { pointer, ...problem };
    }
    if (typeof value === 'object' && value !== null) {
      const around = [...above, value];
      open.push(
        ...Object.entries(value).map(([key, item]) => ({ value: item, pointer: join(pointer, key), above: around })),
      );
    }
  }
  return undefined;
}

const AWAIT_FIRST = 'Await it first.';
const PLAIN_VALUES = 'Use a JSON value, or a matcher: like.text(), like.number(), like.pattern(/.../).';

function describeUnreadable(value: unknown): Omit<UnreadableExpectation, 'pointer'> | undefined {
  switch (typeof value) {
    case 'undefined':
      return { what: 'undefined', hint: 'Leave the member out, or use like.absent() if it must not be there.' };
    case 'function':
      return { what: 'a function', hint: 'Call it, or use a matcher such as like.text().' };
    case 'symbol':
    case 'bigint':
      return { what: `a ${typeof value}`, hint: PLAIN_VALUES };
    case 'number':
      return Number.isFinite(value) ? undefined : { what: String(value), hint: PLAIN_VALUES };
    case 'object':
      return describeObject(value);
    default:
      return undefined;
  }
}

function describeObject(value: object | null): Omit<UnreadableExpectation, 'pointer'> | undefined {
  if (value === null || Array.isArray(value) || isPlainObject(value)) {
    return undefined;
  }
  if (value instanceof Promise || 'then' in value) {
    return { what: 'a Promise', hint: AWAIT_FIRST };
  }
  if (value instanceof RegExp) {
    return { what: 'a RegExp', hint: 'Use like.pattern(/.../).' };
  }
  if (value instanceof Date) {
    return { what: 'a Date', hint: 'Use like.instant(), or the text that the response holds.' };
  }
  const name = value.constructor?.name ?? 'an object without a prototype';
  return { what: `an instance of ${name}`, hint: PLAIN_VALUES };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
