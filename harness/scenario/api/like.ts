import type { Json, JsonObject } from '../../values/json.ts';

/**
 * A matcher: what an expectation says where it cannot name the value. It is plain JSON: the expectation can be
 * kept in the transcript and judged again from there. Each states a type; null satisfies none but `nullable`.
 */
export type Matcher = JsonObject & { readonly $like: MatcherKind };

export type MatcherKind =
  | 'text'
  | 'includes'
  | 'excludes'
  | 'pattern'
  | 'email'
  | 'uuid'
  | 'instant'
  | 'jwt'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'nullable'
  | 'one-of'
  | 'absent'
  | 'only'
  | 'each'
  | 'list'
  | 'some';

/** How many; both ends count. */
interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

export const like = {
  /** A text that is not empty. */
  text: (): Matcher => ({ $like: 'text' }),
  /** A text that holds every one of the parts. */
  includes: (...parts: readonly string[]): Matcher => ({ $like: 'includes', parts }),
  /** A text that holds none of the parts. */
  excludes: (...parts: readonly string[]): Matcher => ({ $like: 'excludes', parts }),
  /** A text that the whole of a regular expression matches. */
  pattern: (pattern: RegExp): Matcher => ({ $like: 'pattern', source: pattern.source, flags: pattern.flags }),
  /** An e-mail address: one `@` between a local part and a domain with a dot (a part of RFC 5321, section 4.1.2). */
  email: (): Matcher => ({ $like: 'email' }),
  /** A UUID (RFC 9562), of any version unless one is named. */
  uuid: (version?: number): Matcher => ({ $like: 'uuid', ...(version === undefined ? {} : { version }) }),
  /** An instant in the profile of RFC 3339, in any zone unless one is named: `Z`, `+02:00`. */
  instant: (zone?: string): Matcher => ({ $like: 'instant', ...(zone === undefined ? {} : { zone }) }),
  /** A JWT whose claims satisfy the expectation; its signature is not judged here. */
  jwt: (claims: JsonObject = {}): Matcher => ({ $like: 'jwt', claims }),
  /** A number of at least `min` and at most `max`. */
  number: (min = 0, max?: number): Matcher => ({ $like: 'number', min, ...(max === undefined ? {} : { max }) }),
  /** A whole number of at least `min` and at most `max`. */
  integer: (min = 0, max?: number): Matcher => ({ $like: 'integer', min, ...(max === undefined ? {} : { max }) }),
  boolean: (): Matcher => ({ $like: 'boolean' }),
  /** Null, or what satisfies the expectation. A property that is not there is neither. */
  nullable: (item: Json): Matcher => ({ $like: 'nullable', item }),
  /** What satisfies one of the expectations, of which any may be a matcher. */
  oneOf: (...values: readonly Json[]): Matcher => ({ $like: 'one-of', values }),
  /** The property is not there. */
  absent: (): Matcher => ({ $like: 'absent' }),
  /** An object with these members and no other: what must never say more. */
  only: (members: JsonObject): Matcher => ({ $like: 'only', members }),
  /** A list that is not empty, each item of which satisfies the expectation. */
  each: (item: Json): Matcher => ({ $like: 'each', item }),
  /** A list of so many items, each of which satisfies the expectation; of any length unless the bounds say otherwise. */
  list: (item: Json, bounds: Bounds = {}): Matcher => ({ $like: 'list', item, ...bounds }),
  /** A list in which at least one item satisfies the expectation. */
  some: (item: Json): Matcher => ({ $like: 'some', item }),
} as const;
