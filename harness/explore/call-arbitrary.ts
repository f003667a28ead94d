import fc from 'fast-check';
import { type Operation, type Parameter, readOperations } from '../openapi/read-operations.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { earlier, mostly, SchemaArbitraries } from './schema-arbitrary.ts';
import { countSharedPrefix } from './shared-length.ts';

export interface Explorable {
  /** OpenAPI 3.0 or 3.1. */
  readonly document: JsonObject;
  /** Operations that are left out, by `POST /api/analyze`. */
  readonly exclude: readonly string[];
  /** Operations that are called lowFrequency, such as those that sign people out. */
  readonly lowFrequency?: readonly string[];
  /** Values that the system knows, by the name of the property or parameter. */
  readonly values?: Readonly<Record<string, readonly Json[]>>;
  /** Those who have a token before the first generated call. */
  readonly people: readonly string[];
}

/** Long enough that what one call leaves behind is met by another: most of the time goes into starting the two systems. */
const SEQUENCE = { minLength: 10, maxLength: 28 };
const OPERATIONS_OF_A_PART = 6;
/** What can be wrong with a credential, apart from its absence. */
const WRONG_CREDENTIALS = ['malformed', 'tampered', 'earlier'] as const;

/** One call in so many is sent again as it was, at times until a limit is reached. */
const REPEATED = { usual: 8, twice: 1, often: { weight: 1, times: 12 } };

/** Any requests that the document describes, by anybody, right or slightly wrong. */
export function generateSequences(explorable: Explorable): fc.Arbitrary<GeneratedRequest[]> {
  const { usual, twice, often } = REPEATED;
  const times = fc.oneof(
    { arbitrary: fc.constant(1), weight: usual * 4 },
    { arbitrary: fc.constant(2), weight: twice * 4 },
    { arbitrary: fc.constant(often.times), weight: often.weight },
  );
  return fc
    .oneof(...groupByPath(weighOperations(explorable)).map((part) => fc.constant(part)))
    .chain((part) => fc.array(fc.tuple(fc.oneof(...part), times), { ...SEQUENCE, size: 'max' }))
    .map((runs) => runs.flatMap(([call, count]) => Array.from({ length: count }, () => call)));
}

interface WeighedCall {
  readonly path: string;
  readonly arbitrary: fc.Arbitrary<GeneratedRequest>;
  readonly weight: number;
}

function weighOperations({ document, exclude, people, lowFrequency = [], values: known }: Explorable): WeighedCall[] {
  const values = new SchemaArbitraries(document, known);
  return listOperations(document)
    .filter(({ call }) => !exclude.includes(call))
    .map((operation) => ({
      path: operation.path,
      arbitrary: createRequest(operation, values, people),
      weight: lowFrequency.includes(operation.call) ? 1 : weigh(operation),
    }));
}

/**
 * What a sequence keeps to: all operations, or those about one of them. What makes a thing is then often followed by what
 * lists, changes and deletes it.
 *
 * @see Groce et al., Swarm Testing, ISSTA 2012: sequences that leave features out go deeper into the others
 */
function groupByPath(calls: readonly WeighedCall[]): (readonly WeighedCall[])[] {
  const around = calls.map(({ path }) =>
    calls
      .toSorted((a, b) => countSharedPrefix(b.path, path) - countSharedPrefix(a.path, path))
      .slice(0, OPERATIONS_OF_A_PART),
  );
  const whole = Array.from({ length: Math.ceil(calls.length / 2) }, () => calls);
  return [...around, ...whole];
}

/** What says the same to everybody at any time is asked less often. */
function weigh({ isProtected, body }: GeneratedOperation): number {
  return isProtected || body !== undefined ? 4 : 1;
}

/** What a body is asked for, and whether a credential is. */
interface GeneratedOperation extends Operation {
  /** `POST /notes`. */
  readonly call: string;
  readonly body: Json | undefined;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'];

function listOperations(document: JsonObject): GeneratedOperation[] {
  return readOperations(document)
    .filter(({ method }) => METHODS.includes(method))
    .map((operation) => ({
      ...operation,
      call: `${operation.method} ${operation.path}`,
      body: readBodySchema(operation.definition),
    }));
}

function readBodySchema({ requestBody }: JsonObject): Json | undefined {
  const content = isJsonObject(requestBody) ? requestBody['content'] : undefined;
  const json = isJsonObject(content) ? content['application/json'] : undefined;
  return isJsonObject(json) ? json['schema'] : undefined;
}

function createRequest(
  operation: GeneratedOperation,
  values: SchemaArbitraries,
  people: readonly string[],
): fc.Arbitrary<GeneratedRequest> {
  const { call, parameters, body } = operation;
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record(
      {
        call: fc.constant(call),
        access: accessTo(operation, people),
        pick: fc.nat({ max: 11 }),
        path: named(of('path'), (parameter) => pathValue(parameter, values)),
        query: named(of('query'), ({ schema, name }) => values.valueOf(schema, name)),
        headers: named(of('header'), () => fc.constantFrom('one', 'two', '1', '2')) as fc.Arbitrary<
          Record<string, string>
        >,
        json: body === undefined ? fc.constant(undefined) : values.valueOf(body),
      },
      { noNullPrototype: true },
    )
    .map(compact);
}

/** Identifiers come from earlier answers, since a random one finds nothing. */
function pathValue({ name, schema }: Parameter, values: SchemaArbitraries): fc.Arbitrary<Json> {
  const isChoice = isJsonObject(schema) && Array.isArray(schema['enum']);
  if (isChoice || values.knows(name)) {
    return values.valueOf(schema, isChoice ? '' : name);
  }
  return mostly(earlier(name), values.valueOf(schema));
}

function named(
  parameters: readonly Parameter[],
  value: (parameter: Parameter) => fc.Arbitrary<Json>,
): fc.Arbitrary<JsonObject> {
  const entries = parameters.map((parameter) =>
    fc
      .tuple(value(parameter), parameter.isRequired ? fc.constant(true) : fc.nat({ max: 2 }).map((n) => n === 2))
      .map(([json, isThere]): [string, Json][] => (isThere ? [[parameter.name, json]] : [])),
  );
  return fc.tuple(...entries).map((parts) => Object.fromEntries(parts.flat()));
}

function accessTo({ isProtected }: Operation, people: readonly string[]): fc.Arbitrary<string | undefined> {
  const somebody = people.map((name, index) => ({
    arbitrary: fc.constant<string | undefined>(name),
    weight: index === 0 ? 10 : 5,
  }));
  const nobody = { arbitrary: fc.constant(undefined), weight: isProtected ? 1 : 20 };
  const wrong = { arbitrary: fc.constantFrom<string | undefined>(...WRONG_CREDENTIALS), weight: isProtected ? 2 : 1 };
  return isProtected ? fc.oneof(...somebody, nobody, wrong) : fc.oneof(nobody, wrong);
}

/** Without what is not there, so that a sequence is read at a glance. */
function compact(call: Record<string, unknown>): GeneratedRequest {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
  return Object.fromEntries(
    Object.entries(call).filter(([name, value]) => {
      if (name === 'pick') {
        return call['access'] === 'earlier';
      }
      return name === 'json' ? value !== undefined : !isEmpty(value);
    }),
  ) as unknown as GeneratedRequest;
}
