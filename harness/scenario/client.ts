import { withoutIdentifiers } from '../observe/endpoint.ts';
import type { StepClock } from '../observe/stopwatch.ts';
import type { SharedExchange } from '../observe/transcript.ts';
import type { Observer } from './observer.ts';
import { createReplies, type Replies } from './replies.ts';
import { createReply, type Reply } from './reply.ts';
import { type RequestOptions, type Sent, sendRequest } from './send-request.ts';

export type { Reply, RequestOptions };

/** Drives the system under test over HTTP. Every request is a step of the scenario. */
export interface Client {
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  get(path: string, options?: RequestOptions): Promise<Reply>;
  post(path: string, options?: RequestOptions): Promise<Reply>;
  /** Sends the same request so many times at once, as one step: what comes back is compared as a multiset. */
  together(times: number, request: SharedRequest): Promise<Replies>;
}

/** A request whose answer is read to its end. */
export interface SharedRequest extends Omit<RequestOptions, 'hangUpAfter'> {
  readonly method: string;
  readonly path: string;
}

export interface ClientOptions {
  /** Where the system listens; throws when it does not. */
  readonly address: () => string;
  readonly observer: Observer;
  readonly clock: StepClock;
}

export function createClient({ address, observer, clock }: ClientOptions): Client {
  const request: Client['request'] = async (method, path, options = {}) => {
    const sent = await sendRequest(address(), { method, path, options }, clock);
    const { http, events, time } = sent;
    const label = `${method} ${withoutIdentifiers(path)}`;
    const stream = events === undefined ? {} : { stream: events };
    return createReply(sent, await observer.add({ label, http, ...stream, time }));
  };
  return {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    together: async (times, { method, path, ...options }) => {
      const url = address();
      const sending = Array.from({ length: times }, () => sendRequest(url, { method, path, options }, clock));
      const [first, ...rest] = await Promise.all(sending);
      if (first === undefined) throw new TypeError(`${times} requests are no step`);
      const together = shared([first, ...rest]);
      const label = `${times} x ${method} ${withoutIdentifiers(path)}`;
      return createReplies(together, await observer.add({ label, together, time: longest([first, ...rest]) }));
    },
  };
}

/** Of a stream the events are its body here. */
function shared(sent: readonly [Sent, ...Sent[]]): SharedExchange {
  return {
    request: sent[0].http.request,
    responses: sent.map(({ http: { response }, events }) =>
      events === undefined ? response : { ...response, body: events.map((event) => ({ ...event })) },
    ),
  };
}

/** All of them were sent at once, so the last answer ends the step. */
function longest(sent: readonly [Sent, ...Sent[]]): Sent['time'] {
  const { delivery: _, ...time } = sent.map((one) => one.time).reduce((a, b) => (b.durationMs > a.durationMs ? b : a));
  return time;
}
