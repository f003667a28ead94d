import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { valueAt } from '../values/pointer.ts';
import type { Earlier } from './earlier.ts';

/** Values for a JSON Schema (2020-12, as OpenAPI 3.1 uses it): mostly what it allows, and what lies just beyond. */
export class SchemaArbitraries {
  readonly #document: JsonObject;
  readonly #known: Readonly<Record<string, readonly Json[]>>;

  /** @param known values that the system knows, by the name of the property or parameter */
  constructor(document: JsonObject, known: Readonly<Record<string, readonly Json[]>> = {}) {
    this.#document = document;
    this.#known = known;
  }

  knows(name: string): boolean {
    return this.#known[name] !== undefined;
  }

  /** `name` is that of the property or parameter: an earlier answer may have a value for it. */
  valueOf(schema: Json | undefined, name = ''): fc.Arbitrary<Json> {
    const resolved = this.#resolved(schema);
    const own = this.#ownValues(resolved, name);
    const known = this.#known[name];
    if (known !== undefined) {
      return mostly(fc.constantFrom(...known), own);
    }
    if (name === '' || !isFree(resolved)) {
      return own;
    }
    return fc.oneof({ arbitrary: own, weight: 1 }, { arbitrary: earlier(name), weight: 1 });
  }

  #ownValues(schema: JsonObject, name: string): fc.Arbitrary<Json> {
    const { enum: allowed, const: only, anyOf, oneOf, allOf } = schema as Record<string, Json | undefined>;
    if (Array.isArray(allowed) && allowed.length > 0) {
      return mostly<Json>(fc.constantFrom(...allowed), fc.constant('another'));
    }
    if (only !== undefined) {
      return fc.constant(only);
    }
    const choices = [anyOf, oneOf].find((list) => Array.isArray(list));
    if (Array.isArray(choices)) {
      return fc.oneof(...choices.map((choice) => this.valueOf(choice)));
    }
    if (Array.isArray(allOf)) {
      return this.valueOf(Object.assign({}, ...allOf.map((part) => this.#resolved(part))));
    }
    return mostly(this.#typed(schema, name), fc.constantFrom<Json>(null, [], {}, 7, true, 'text'));
  }

  #typed(schema: JsonObject, name: string): fc.Arbitrary<Json> {
    const type = [schema['type']].flat()[0];
    if (type === 'object' || schema['properties'] !== undefined) {
      return this.#object(schema);
    }
    if (type === 'array') {
      return this.#list(schema);
    }
    if (type === 'integer' || type === 'number') {
      return numbers(schema);
    }
    if (type === 'boolean') {
      return fc.boolean();
    }
    if (type === 'null') {
      return fc.constant(null);
    }
    return texts(schema, name);
  }

  /** Mostly of as many as there may be, all different, since that is what lists of choices are asked to be. */
  #list({ items, minItems, maxItems }: JsonObject): fc.Arbitrary<Json> {
    const [min, max] = [numberOr(minItems, 0), Math.min(numberOr(maxItems, 3), 6)];
    const item = this.valueOf(items);
    const different = fc.uniqueArray(item, { minLength: min, maxLength: max, selector: (one) => JSON.stringify(one) });
    return mostly<Json>(different, fc.array(item, { minLength: Math.max(0, min - 1), maxLength: max + 1 }));
  }

  #object({ properties, required }: JsonObject): fc.Arbitrary<Json> {
    const names = isJsonObject(properties) ? Object.entries(properties) : [];
    const needed = Array.isArray(required) ? required : [];
    const fields = names.map(([name, schema]) =>
      fc
        .tuple(
          this.valueOf(schema, name),
          needed.includes(name) ? mostly(fc.constant(true), fc.constant(false)) : fc.boolean(),
        )
        .map(([value, isThere]): [string, Json][] => (isThere ? [[name, value]] : [])),
    );
    const more = mostly<[string, Json][]>(fc.constant([]), fc.constant([['unexpected', true]]));
    return fc.tuple(...fields, more).map((parts) => Object.fromEntries(parts.flat()));
  }

  #resolved(schema: Json | undefined): JsonObject {
    if (!isJsonObject(schema)) {
      return {};
    }
    const { $ref } = schema;
    if (typeof $ref !== 'string') {
      return schema;
    }
    const found = valueAt(this.#document, $ref);
    return isJsonObject(found) ? found : {};
  }
}

/** Whether a value may be any text or number, so that an earlier one will do. */
function isFree({ type, enum: choices, const: only, anyOf, oneOf, allOf }: JsonObject): boolean {
  const isOpen = [choices, only, anyOf, oneOf, allOf].every((part) => part === undefined);
  return isOpen && [type ?? 'string'].flat().some((one) => one === 'string' || one === 'integer' || one === 'number');
}

/** A value that an earlier answer gave under this name. */
export function earlier(name: string): fc.Arbitrary<Json> {
  return fc.nat({ max: 11 }).map((pick): Json => ({ $earlier: name, pick }) satisfies Earlier);
}

/** The usual nineteen times of twenty: a body has many parts, and only one that is right in all of them is accepted. It comes first, so that a sequence shrinks towards it. */
export function mostly<T>(usual: fc.Arbitrary<T>, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 19 }, { arbitrary: otherwise, weight: 1 });
}

function numbers({ minimum, maximum, default: usual }: JsonObject): fc.Arbitrary<Json> {
  const edges = [minimum, maximum].flatMap((edge) => (typeof edge === 'number' ? [edge, edge - 1, edge + 1] : []));
  return fc.constantFrom<Json>(...(usual === undefined ? [] : [usual]), 1, 2, 0, -1, 1.5, '3', ...edges);
}

/** Few of each kind, so that two calls often say the same: a duplicate is where targets differ. */
const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  email: [
    'ada@example.test',
    'ADA@example.test',
    ' grace@example.test ',
    'grace@example.test',
    // What a pattern of SQL reads as any one character, or as any text.
    'a_a@example.test',
    'ad%@example.test',
    'eve@example.test',
    'no address',
  ],
  uuid: ['00000000-0000-4000-8000-000000000000', 'not-a-uuid'],
  'date-time': ['2026-01-31T23:30:00Z', '2026-02-01T00:30:00+01:00', 'yesterday'],
  uri: ['https://example.test/a', 'not a uri'],
};
const LONGEST_TEXT = 10_000;
const WORDS = ['tea', 'Tea', 'ünï ☕', "o'neil%_", ' tea '];

/** A document often names the format of a property in its name alone: what signs in need not be a new address. */
function texts({ format, minLength, maxLength }: JsonObject, name: string): fc.Arbitrary<Json> {
  const known = BY_FORMAT[typeof format === 'string' ? format : name];
  if (known !== undefined) {
    return fc.constantFrom(...known);
  }
  const least = numberOr(minLength, 0);
  const most = numberOr(maxLength, 0);
  const isShort = most > 0 && most <= LONGEST_TEXT;
  const edges = [least, ...(isShort ? [most] : [])].map(ofLength);
  const allowed = fc.constantFrom(...WORDS.map((word) => word.padEnd(least, ' of the valley')), ...edges);
  const beyond = [...(least > 0 ? [least - 1] : []), ...(isShort ? [most + 1] : [])].map(ofLength);
  return beyond.length === 0 ? allowed : mostly(allowed, fc.constantFrom(...beyond));
}

/** Words of exactly so many characters: in one long word, what counts tokens or words sees nothing. */
function ofLength(length: number): string {
  return 'tea or '
    .repeat(Math.ceil(length / 7))
    .slice(0, length)
    .replace(/ $/, '!');
}

function numberOr(json: Json | undefined, otherwise: number): number {
  return typeof json === 'number' ? json : otherwise;
}
