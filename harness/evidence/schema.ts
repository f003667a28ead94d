import { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { join } from '../values/pointer.ts';

/** An object whose members are all known. A member that the schema does not name is refused, never dropped. */
export function object<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape).readonly();
}

export function list<T extends z.ZodType>(items: T) {
  return z.array(items).readonly();
}

/** The schema of the members of each record, for code that walks through a schema. */
export const recordMembers = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/** An object with members of any name. Unlike `z.record`, it keeps a member that is named `__proto__`. */
export function record<T extends z.ZodType>(members: T) {
  const schema = z
    .custom<Readonly<Record<string, z.infer<T>>>>(isObject, 'must be an object')
    .check(({ value, issues }) => {
      for (const [name, member] of Object.entries(value)) {
        for (const { path, message } of findProblems(members.safeParse(member).error)) {
          issues.push({ code: 'custom', path: [name, ...path], message, input: member });
        }
      }
    });
  recordMembers.set(schema, members);
  return schema;
}

/** Any JSON value. It is passed on untouched. */
export const jsonSchema = z.custom<Json>(isJson, 'must be JSON');

/** A JSON object with members of any name and value. */
export const jsonObjectSchema = z.custom<JsonObject>(
  (value) => isJson(value) && isJsonObject(value),
  'must be a JSON object',
);

export const countSchema = z.int().nonnegative();

/** A SHA-256 digest in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest in hex');

/** Where and why a value does not fit its schema: `at /steps/3/queue: unknown member`. */
export function describeProblem(error: z.ZodError): string {
  const [{ path, message } = { path: [], message: 'it has another shape' }] = findProblems(error);
  return `at ${path.reduce<string>(join, '') || 'its top'}: ${message}`;
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function findProblems(error: z.ZodError | undefined): Problem[] {
  return (error?.issues ?? []).flatMap((issue): Problem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'unknown member' }))
      : [{ path: issue.path, message: issue.message }],
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks without recursion: a body may be nested deeper than the stack. */
function isJson(value: unknown): value is Json {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) {
      for (const item of next) {
        open.push(item);
      }
    } else if (isPlainObject(next)) {
      for (const member of Object.values(next)) {
        open.push(member);
      }
    } else if (!isScalar(next)) {
      return false;
    }
  }
  return true;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
