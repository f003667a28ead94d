import type { HttpExchange } from '../../evidence/step.ts';
import type { Json } from '../../values/json.ts';
import type { Reply, ReplyExpectation } from '../api/reply.ts';
import type { StepExpectations } from './observer.ts';
import type { Sent } from './send-request.ts';

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
    text: (...at) => findText(body, at) ?? throwLacksText(http, at),
    expect: (expectation) => {
      expectations.add(toChannels(expectation));
      return reply;
    },
  };
  return reply;
}

function findText(body: Json, path: readonly (string | number)[]): string | undefined {
  let value: unknown = body;
  for (const token of path) {
    value = (value as Record<string, unknown> | null)?.[token];
  }
  return typeof value === 'string' ? value : undefined;
}

function throwLacksText(exchange: HttpExchange, path: readonly (string | number)[]): never {
  throw new ReplyLacksText(exchange, path);
}

function toChannels({ calls, audit, time, events, ...response }: ReplyExpectation): Json {
  return JSON.parse(JSON.stringify({ http: { response }, stream: events, calls, audit, time }));
}
