import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../observe/json.ts';
import { type Call, WRONG_CREDENTIALS } from './call.ts';
import { earlier, mostly, SchemaArbitraries } from './schema-arbitrary.ts';

export interface Explorable {
  /** OpenAPI 3.0 or 3.1. */
  readonly document: JsonObject;
  /** Operations that are left out, by `POST /api/analyze`. */
  readonly leaveOut: readonly string[];
  /** Those who have a token before the first generated call. */
  readonly people: readonly string[];
}

/** Any request that the document describes, by anybody, right or slightly wrong. */
export function anyCall({ document, leaveOut, people }: Explorable): fc.Arbitrary<Call> {
  const values = new SchemaArbitraries(document);
  const calls = operationsOf(document)
    .filter(({ call }) => !leaveOut.includes(call))
    .map((operation) => callOf(operation, values, people));
  return fc.oneof(...calls);
}

interface Operation {
  readonly call: string;
  readonly isProtected: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Json | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Json | undefined;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function operationsOf(document: JsonObject): Operation[] {
  const paths = document['paths'];
  return Object.entries(isJsonObject(paths) ? paths : {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isJsonObject(item) ? item[method] : undefined;
      if (!isJsonObject(operation)) return [];
      const security = operation['security'] ?? document['security'];
      return [
        {
          call: `${method.toUpperCase()} ${path}`,
          isProtected: Array.isArray(security) && security.length > 0,
          parameters: parametersOf(operation),
          body: bodyOf(operation),
        },
      ];
    }),
  );
}

function parametersOf({ parameters }: JsonObject): Parameter[] {
  return (Array.isArray(parameters) ? parameters : []).filter(isJsonObject).map((parameter) => ({
    name: String(parameter['name']),
    in: String(parameter['in']),
    required: parameter['required'] === true,
    schema: parameter['schema'],
  }));
}

function bodyOf({ requestBody }: JsonObject): Json | undefined {
  const content = isJsonObject(requestBody) ? requestBody['content'] : undefined;
  const json = isJsonObject(content) ? content['application/json'] : undefined;
  return isJsonObject(json) ? json['schema'] : undefined;
}

function callOf(operation: Operation, values: SchemaArbitraries, people: readonly string[]): fc.Arbitrary<Call> {
  const { call, parameters, body } = operation;
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record(
      {
        call: fc.constant(call),
        access: accessTo(operation, people),
        path: named(of('path'), (parameter) => pathValue(parameter, values)),
        query: named(of('query'), ({ schema, name }) => values.valueOf(schema, name)),
        headers: named(of('header'), () => fc.constantFrom('one', 'two')) as fc.Arbitrary<Record<string, string>>,
        json: body === undefined ? fc.constant(undefined) : values.valueOf(body),
      },
      { noNullPrototype: true },
    )
    .map(compact);
}

/** Identifiers come from earlier answers, since a random one finds nothing. */
function pathValue({ name, schema }: Parameter, values: SchemaArbitraries): fc.Arbitrary<Json> {
  const isChoice = isJsonObject(schema) && Array.isArray(schema['enum']);
  return isChoice ? values.valueOf(schema) : mostly(earlier(name), values.valueOf(schema));
}

function named(
  parameters: readonly Parameter[],
  value: (parameter: Parameter) => fc.Arbitrary<Json>,
): fc.Arbitrary<JsonObject> {
  const entries = parameters.map((parameter) =>
    fc
      .tuple(value(parameter), parameter.required ? fc.constant(true) : fc.nat({ max: 2 }).map((n) => n === 2))
      .map(([json, isThere]): [string, Json][] => (isThere ? [[parameter.name, json]] : [])),
  );
  return fc.tuple(...entries).map((parts) => Object.fromEntries(parts.flat()));
}

function accessTo({ isProtected }: Operation, people: readonly string[]): fc.Arbitrary<string | undefined> {
  const somebody = people.map((name, index) => ({
    arbitrary: fc.constant<string | undefined>(name),
    weight: index === 0 ? 8 : 3,
  }));
  const nobody = { arbitrary: fc.constant(undefined), weight: isProtected ? 1 : 20 };
  const wrong = { arbitrary: fc.constantFrom<string | undefined>(...WRONG_CREDENTIALS), weight: isProtected ? 2 : 1 };
  return isProtected ? fc.oneof(...somebody, nobody, wrong) : fc.oneof(nobody, wrong);
}

/** Without what is not there, so that a sequence is read at a glance. */
function compact(call: Record<string, unknown>): Call {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
  return Object.fromEntries(
    Object.entries(call).filter(([name, value]) => (name === 'json' ? value !== undefined : !isEmpty(value))),
  ) as unknown as Call;
}
