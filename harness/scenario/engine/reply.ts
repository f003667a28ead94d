import type { HttpResponse } from '../../evidence/step.ts';
import { joinHeaders } from '../../values/headers.ts';
import { getMember, type Json } from '../../values/json.ts';
import { withPlainNumbers } from '../../values/json-number.ts';
import { toJson } from '../../values/to-json.ts';
import type { Reply, ReplyExpectation } from '../api/reply.ts';
import type { StepExpectations } from './observer.ts';
import type { Sent } from './send-request.ts';

/** A scenario asked for a value that the answer does not have. */
class ReplyLacksText extends Error {
  constructor({ request, ...seen }: Sent['http'], path: readonly (string | number)[]) {
    const outcome = 'error' in seen ? `broke off (${seen.error})` : `answered ${seen.response.status}`;
    super(`${request.method} ${request.path} ${outcome} without a text at /${path.join('/')}.`);
    this.name = new.target.name;
  }
}

export function createReply({ http, stream }: Pick<Sent, 'http' | 'stream'>, expectations: StepExpectations): Reply {
  const { status, headers, body: received } = http.response ?? NO_RESPONSE;
  const body = withPlainNumbers(stream?.events.map((event) => ({ ...event })) ?? received);
  const reply: Reply = {
    ...('error' in http ? { error: http.error } : {}),
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

const NO_RESPONSE: HttpResponse = { status: 0, headers: [], body: null };

function readText(body: Json, exchange: Sent['http'], path: readonly (string | number)[]): string {
  const value = path.reduce<Json | undefined>(getMember, body);
  if (typeof value !== 'string') {
    throw new ReplyLacksText(exchange, path);
  }
  return value;
}

function toChannels({ calls, audit, time, events, error, ...response }: ReplyExpectation): Json {
  const expected = Object.keys(response).length === 0 && error !== undefined ? {} : { response };
  return toJson({ http: { ...expected, error }, stream: events, calls, audit, time });
}
