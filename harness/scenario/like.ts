import type { Json, JsonObject } from '../observe/json.ts';

/**
 * A matcher: what an expectation says where it cannot name the value. It is plain JSON, so that the expectation can be
 * kept in the transcript and judged again from there.
 */
export type Matcher = JsonObject & { readonly $like: MatcherKind };

export type MatcherKind =
  | 'text'
  | 'includes'
  | 'excludes'
  | 'uuid'
  | 'instant'
  | 'jwt'
  | 'number'
  | 'one-of'
  | 'absent'
  | 'each'
  | 'some';

export const like = {
  /** A text that is not empty. */
  text: (): Matcher => ({ $like: 'text' }),
  /** A text that holds every one of the parts. */
  includes: (...parts: readonly string[]): Matcher => ({ $like: 'includes', parts }),
  /** A text that holds none of the parts. */
  excludes: (...parts: readonly string[]): Matcher => ({ $like: 'excludes', parts }),
  /** A UUID of any version (RFC 9562). */
  uuid: (): Matcher => ({ $like: 'uuid' }),
  /** An instant in the profile of RFC 3339. */
  instant: (): Matcher => ({ $like: 'instant' }),
  /** A JWT whose claims satisfy the expectation; its signature is not judged here. */
  jwt: (claims: JsonObject = {}): Matcher => ({ $like: 'jwt', claims }),
  /** A number of at least `min`. */
  number: (min = 0): Matcher => ({ $like: 'number', min }),
  oneOf: (...values: readonly Json[]): Matcher => ({ $like: 'one-of', values }),
  /** The property is not there. */
  absent: (): Matcher => ({ $like: 'absent' }),
  /** A list that is not empty, each item of which satisfies the expectation. */
  each: (item: Json): Matcher => ({ $like: 'each', item }),
  /** A list in which at least one item satisfies the expectation. */
  some: (item: Json): Matcher => ({ $like: 'some', item }),
} as const;
