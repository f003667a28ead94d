import type { HttpExchange } from '../../evidence/step.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { StepExpectations } from './observer.ts';
import type { Sent } from './send-request.ts';

/** The answer to one request. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text, or null; of a stream its events, each `{ event, id, data }`. */
  readonly body: Json;
  /** One text of the body by its path: `reply.text('user', 'id')`. Throws when there is none. */
  text(...path: readonly (string | number)[]): string;
  /**
   * States what this step must have shown on every target. A shortfall is a divergence between `expected` and the
   * target; the scenario goes on, so that all of it is seen.
   */
  expect(expectation: ReplyExpectation): Reply;
}

/** What a step may be expected to have shown beside its answer. */
export interface StepExpectation {
  /** The LLM calls that this step caused, all of them, by model in alphabetical order. */
  readonly calls?: Json;
  /** The logged events by name, each a list: `{ login_failed: [{ fields: { reason: 'password' } }] }`. */
  readonly audit?: JsonObject;
  /**
   * `class`, `durationMs`, `liveness` of a stream. A loaded machine makes a step longer and never shorter, so state what it must at
   * least have taken: `{ durationMs: like.number(900) }`.
   */
  readonly time?: JsonObject;
}

export interface ReplyExpectation extends StepExpectation {
  readonly status?: Json;
  readonly headers?: JsonObject;
  readonly body?: Json;
  /** The events of a stream, all of them unless `like.some` is used: `[{ event: 'done' }]`. */
  readonly events?: Json;
}

/** A scenario asked for a value that the answer does not have. */
class ReplyLacksText extends Error {
  constructor({ request, response }: HttpExchange, path: readonly (string | number)[]) {
    super(`${request.method} ${request.path} answered ${response.status} without a text at /${path.join('/')}.`);
    this.name = new.target.name;
  }
}

export function createReply({ http, events }: Pick<Sent, 'http' | 'events'>, expectations: StepExpectations): Reply {
  const { status, headers } = http.response;
  const body: Json = events?.map((event) => ({ ...event })) ?? http.response.body;
  const reply: Reply = {
    status,
    headers,
    body,
    text: (...at) => textAt(body, at) ?? lacking(http, at),
    expect: (expectation) => {
      expectations.add(asChannels(expectation));
      return reply;
    },
  };
  return reply;
}

function textAt(body: Json, path: readonly (string | number)[]): string | undefined {
  let value: unknown = body;
  for (const token of path) {
    value = (value as Record<string, unknown> | null)?.[token];
  }
  return typeof value === 'string' ? value : undefined;
}

function lacking(exchange: HttpExchange, path: readonly (string | number)[]): never {
  throw new ReplyLacksText(exchange, path);
}

function asChannels({ calls, audit, time, events, ...response }: ReplyExpectation): Json {
  return JSON.parse(JSON.stringify({ http: { response }, stream: events, calls, audit, time }));
}
