import * as fc from 'fast-check';
import { z } from 'zod';
import { channelSchema } from '../../evidence/divergence.ts';
import { ruleSchema } from '../../evidence/rule.ts';
import { jsonObjectSchema, jsonSchema, recordMembers, sha256Schema } from '../../evidence/schema.ts';
import type { Json } from '../../values/json.ts';

const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '', 'a/b', '~'));
const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, 2 ** 53),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0),
    fc.string({ unit: 'binary' }),
    fc.array(tie('json'), { maxLength: 3 }),
    dictionary(tie('json')),
  ),
})).json;

/** Values that need more than their type says, and the two schemas that take any JSON. */
const KNOWN: ReadonlyMap<z.core.$ZodType, fc.Arbitrary<unknown>> = new Map<z.core.$ZodType, fc.Arbitrary<unknown>>([
  [jsonSchema, json],
  [jsonObjectSchema, dictionary(json)],
  [channelSchema, fc.constantFrom('http', 'db', 'mail')],
  [sha256Schema, fc.constant('ab'.repeat(32))],
]);

/** Values that a schema of the evidence accepts. Throws for a kind of schema that it does not know. */
export function arbitraryFromSchema(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const known = KNOWN.get(schema);
  if (known !== undefined) {
    return known;
  }
  const members = recordMembers.get(schema);
  if (members !== undefined) {
    return dictionary(arbitraryFromSchema(members));
  }
  if (schema === ruleSchema) {
    return arbitraryFromSchema(ruleSchema.def.innerType).filter((rule) => ruleSchema.safeParse(rule).success);
  }
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodExactOptional) {
    return arbitraryFromSchema(schema.def.innerType);
  }
  if (schema instanceof z.ZodNullable) {
    return fc.option(arbitraryFromSchema(schema.def.innerType));
  }
  if (schema instanceof z.ZodObject) {
    return arbitraryObject(schema);
  }
  if (schema instanceof z.ZodArray) {
    return fc.array(arbitraryFromSchema(schema.def.element), { minLength: 1, maxLength: 2 });
  }
  if (schema instanceof z.ZodUnion) {
    return fc.oneof(...schema.def.options.map(arbitraryFromSchema));
  }
  if (schema instanceof z.ZodTuple) {
    return fc.tuple(...schema.def.items.map(arbitraryFromSchema));
  }
  if (schema instanceof z.ZodEnum) {
    return fc.constantFrom(...schema.options);
  }
  if (schema instanceof z.ZodLiteral) {
    return fc.constantFrom(...schema.values);
  }
  if (schema instanceof z.ZodISODateTime) {
    return fc.constant('2026-12-01T08:00:00.000Z');
  }
  if (schema instanceof z.ZodString) {
    return fc.string({ minLength: 1, unit: 'binary' });
  }
  if (schema instanceof z.ZodNumber) {
    return fc.integer({ min: 1, max: 100_000 });
  }
  if (schema instanceof z.ZodBoolean) {
    return fc.boolean();
  }
  throw new TypeError(`No arbitrary is known for ${schema._zod.def.type}.`);
}

function arbitraryObject(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.def.shape);
  const required = members.filter(([, member]) => !(member instanceof z.ZodExactOptional)).map(([key]) => key);
  return fc.record(Object.fromEntries(members.map(([key, member]) => [key, arbitraryFromSchema(member)])), {
    requiredKeys: required,
  });
}

function dictionary<T>(members: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.array(fc.tuple(name, members), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
}
