import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../observe/json.ts';
import { valueAt } from '../observe/pointer.ts';
import type { Earlier } from './call.ts';

/** Values for a JSON Schema (2020-12, as OpenAPI 3.1 uses it): mostly what it allows, and what lies just beyond. */
export class SchemaArbitraries {
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** `name` is that of the property or parameter: an earlier answer may have a value for it. */
  valueOf(schema: Json | undefined, name = ''): fc.Arbitrary<Json> {
    const own = this.#ownValues(this.#resolved(schema));
    if (name === '') return own;
    return fc.oneof({ arbitrary: own, weight: 4 }, { arbitrary: earlier(name), weight: 1 });
  }

  #ownValues(schema: JsonObject): fc.Arbitrary<Json> {
    const { enum: allowed, const: only, anyOf, oneOf, allOf } = schema as Record<string, Json | undefined>;
    if (Array.isArray(allowed) && allowed.length > 0) return fc.constantFrom(...allowed, 'another');
    if (only !== undefined) return fc.constant(only);
    const choices = [anyOf, oneOf].find((list) => Array.isArray(list));
    if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => this.valueOf(choice)));
    if (Array.isArray(allOf)) return this.valueOf(Object.assign({}, ...allOf.map((part) => this.#resolved(part))));
    return mostly(this.#typed(schema), fc.constantFrom<Json>(null, [], {}, 7, true, 'text'));
  }

  #typed(schema: JsonObject): fc.Arbitrary<Json> {
    const type = [schema['type']].flat()[0];
    if (type === 'object' || schema['properties'] !== undefined) return this.#object(schema);
    if (type === 'array') {
      const { minItems, maxItems } = schema;
      const max = Math.min(numberOr(maxItems, 3) + 1, 6);
      return fc.array(this.valueOf(schema['items']), {
        minLength: Math.min(numberOr(minItems, 0), max),
        maxLength: max,
      });
    }
    if (type === 'integer' || type === 'number') return numbers(schema);
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    return texts(schema);
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
    if (!isJsonObject(schema)) return {};
    const { $ref } = schema;
    if (typeof $ref !== 'string') return schema;
    const found = valueAt(this.#document, $ref);
    return isJsonObject(found) ? found : {};
  }
}

/** A value that an earlier answer gave under this name. */
export function earlier(name: string): fc.Arbitrary<Json> {
  return fc.nat({ max: 11 }).map((pick): Json => ({ $earlier: name, pick }) satisfies Earlier);
}

/** The usual nine times of ten. It comes first, so that a sequence shrinks towards it. */
export function mostly<T>(usual: fc.Arbitrary<T>, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 9 }, { arbitrary: otherwise, weight: 1 });
}

function numbers({ minimum, maximum, default: usual }: JsonObject): fc.Arbitrary<Json> {
  const edges = [minimum, maximum].flatMap((edge) => (typeof edge === 'number' ? [edge, edge - 1, edge + 1] : []));
  return fc.constantFrom<Json>(...(usual === undefined ? [] : [usual]), 1, 2, 0, -1, 1.5, '3', ...edges);
}

/** Few of each kind, so that two calls often say the same: a duplicate is where targets differ. */
const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  email: ['ada@example.test', 'ADA@example.test', ' grace@example.test ', 'grace@example.test', 'no address'],
  uuid: ['00000000-0000-4000-8000-000000000000', 'not-a-uuid'],
  'date-time': ['2026-01-31T23:30:00Z', '2026-02-01T00:30:00+01:00', 'yesterday'],
  uri: ['https://example.test/a', 'not a uri'],
};
const WORDS = ['tea', 'Tea', 'ünï ☕', "o'neil%_", ' tea '];

function texts({ format, minLength, maxLength }: JsonObject): fc.Arbitrary<Json> {
  const known = typeof format === 'string' ? BY_FORMAT[format] : undefined;
  if (known !== undefined) return fc.constantFrom(...known);
  const least = numberOr(minLength, 0);
  const most = numberOr(maxLength, 0);
  const edges = [least, least - 1, ...(most > 0 && most <= 5_000 ? [most, most + 1] : [])].filter(
    (length) => length >= 0,
  );
  return fc.constantFrom(
    ...WORDS.map((word) => word.padEnd(least, ' of the valley')),
    ...edges.map((length) => 'x'.repeat(length)),
  );
}

function numberOr(json: Json | undefined, otherwise: number): number {
  return typeof json === 'number' ? json : otherwise;
}
