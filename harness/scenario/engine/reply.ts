import type { HttpExchange } from '../../evidence/step.ts';
import { joinHeaders } from '../../values/headers.ts';
import { getMember, type Json } from '../../values/json.ts';
import { withPlainNumbers } from '../../values/json-number.ts';
import { toJson } from '../../values/to-json.ts';
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

export function createReply({ http, stream }: Pick<Sent, 'http' | 'stream'>, expectations: StepExpectations): Reply {
  const { status, headers } = http.response;
  const body = withPlainNumbers(stream?.events.map((event) => ({ ...event })) ?? http.response.body);
  const reply: Reply = {
    status,
    headers: joinHeaders(headers),
    body,
    text: (...path) => readText(body, http, path),
    expect: (expectation) => {
      expectations.add(toChannels(expectation));
      return reply;
    },
  };
  return reply;
}

function readText(body: Json, exchange: HttpExchange, path: readonly (string | number)[]): string {
  const value = path.reduce<Json | undefined>(getMember, body);
  if (typeof value !== 'string') {
    throw new ReplyLacksText(exchange, path);
  }
  return value;
}

function toChannels({ calls, audit, time, events, ...response }: ReplyExpectation): Json {
  return toJson({ http: { response }, stream: events, calls, audit, time });
}
