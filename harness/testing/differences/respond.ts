import type { ServerResponse } from 'node:http';
import type { Behaviour } from './pair.ts';

/** Header lines as they go over the wire: names may repeat. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** Sends a response as it is given, with `content-length` and without headers of Node's own but `Date`. */
export function send(
  response: ServerResponse,
  { status = 200, headers = [], body = '' }: { status?: number; headers?: HeaderLines; body?: string | Buffer },
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const hasNoBody = status === 204 || status === 304;
  const length: HeaderLines = hasNoBody ? [] : [['content-length', String(bytes.length)]];
  response.writeHead(status, [...headers, ...length].flat());
  response.end(hasNoBody ? undefined : bytes);
}

/** A target that answers every request with this text of JSON. */
export function json(body: string | Buffer): Behaviour {
  return { respond: (response) => send(response, { headers: [['content-type', 'application/json']], body }) };
}

/** A target that answers every request with `{ "value": <text> }`. */
export function jsonValue(text: string): Behaviour {
  return json(`{"value":${text}}`);
}

/** A target that answers every request with a body of this media type. */
export function bytes(type: string, body: string | Buffer): Behaviour {
  return { respond: (response) => send(response, { headers: [['content-type', type]], body }) };
}

export function status(code: number): Behaviour {
  return { respond: (response) => send(response, { status: code, headers: [['content-type', 'text/plain']] }) };
}

/** A target that sends these headers with an empty JSON object. */
export function headers(...lines: HeaderLines): Behaviour {
  return {
    respond: (response) => send(response, { headers: [['content-type', 'application/json'], ...lines], body: '{}' }),
  };
}

/** A target that sends these Set-Cookie headers. */
export function cookies(...values: readonly string[]): Behaviour {
  return headers(...values.map((value) => ['set-cookie', value] as const));
}

/** A target that answers with an event stream, sent in these pieces. */
export function eventStream(...pieces: readonly (string | Buffer)[]): Behaviour {
  return {
    respond: async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of pieces) {
        response.write(piece);
        await new Promise(setImmediate);
      }
      response.end();
    },
  };
}

/** A target that answers the first request with the first body, the second with the second, and so on. */
export function jsonInTurn(...bodies: readonly unknown[]): Behaviour {
  return {
    respond: (response, _request, count) =>
      send(response, {
        headers: [['content-type', 'application/json']],
        body: JSON.stringify(bodies[Math.min(count, bodies.length) - 1]),
      }),
  };
}
