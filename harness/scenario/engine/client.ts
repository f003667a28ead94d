import { withoutIdentifiers } from '../../evidence/endpoint.ts';
import type { ConcurrentExchange } from '../../evidence/step.ts';
import { sendAndAbort, untilCalled } from './abort.ts';
import type { Observation, Observer, StepExpectations } from './observer.ts';
import { createReplies, type Replies } from './replies.ts';
import { createReply, type Reply, type StepExpectation } from './reply.ts';
import { type RequestOptions, type Sent, sendRequest } from './send-request.ts';
import type { StepClock } from './stopwatch.ts';

export type { Reply, RequestOptions };

/** Drives the system under test over HTTP. Every request is a step of the scenario. */
export interface Client {
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  get(path: string, options?: RequestOptions): Promise<Reply>;
  post(path: string, options?: RequestOptions): Promise<Reply>;
  /**
   * Sends a request and goes on when the system has so many LLM calls under way for it; its step comes when the answer is
   * read, and the calls until then are its own. With none to wait for, what is sent next may arrive first.
   */
  start(request: PendingRequestOptions): Promise<PendingRequest>;
  /**
   * Sends a request and goes away before an answer begins, when the system has so many LLM calls under way for it. The step
   * lasts until they have ended, or for two seconds. Throws when the answer is faster, or the calls do not come.
   */
  abort(request: PendingRequestOptions): Promise<AbortObservation>;
  /** Sends the same request so many times at once, as one step: what comes back is compared as a multiset. */
  concurrently(times: number, request: ConcurrentRequest): Promise<Replies>;
}

/** A request whose answer is read to its end. */
export interface ConcurrentRequest extends Omit<RequestOptions, 'abortAfterEvents' | 'abortAfterLlmCalls'> {
  readonly method: string;
  readonly path: string;
}

export interface PendingRequestOptions extends ConcurrentRequest {
  /** How many LLM calls the request has caused when the scenario goes on. */
  readonly untilLlmCalls: number;
}

/** A request that is under way. */
export interface PendingRequest {
  /** Waits for its answer, as a step. */
  response(): Promise<Reply>;
}

/** What came of a request whose answer was not waited for. */
export interface AbortObservation {
  /** States what the step must have shown on every target. */
  expect(expectation: Omit<StepExpectation, 'time'>): AbortObservation;
}

export interface ClientOptions {
  /** Where the system listens; throws when it does not. */
  readonly address: () => string;
  readonly observer: Pick<Observer, 'add' | 'start' | 'callCount'>;
  readonly clock: StepClock;
}

export function createClient({ address, observer, clock }: ClientOptions): Client {
  /** Whether there have been so many LLM calls since now. */
  const hasCaused = (calls: number) => {
    const before = observer.callCount;
    return () => observer.callCount - before >= calls;
  };
  const request: Client['request'] = async (method, path, options = {}) => {
    const mayAbort = hasCaused(options.abortAfterLlmCalls ?? 0);
    const sent = await sendRequest(address(), { method, path, options, mayAbort }, clock);
    const hasAborted = options.abortAfterEvents !== undefined;
    return createReply(sent, await observer.add(observationOf(sent), { hasAborted }));
  };
  return {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    start: async ({ method, path, untilLlmCalls, ...options }) => {
      const isUnderWay = hasCaused(untilLlmCalls);
      const step = observer.start();
      const sending = sendRequest(address(), { method, path, options }, clock);
      await Promise.race([sending, untilCalled(isUnderWay)]);
      return {
        response: async () => {
          const sent = await sending;
          return createReply(sent, await step.answered(observationOf(sent)));
        },
      };
    },
    abort: async ({ method, path, untilLlmCalls, ...options }) => {
      const sending = { method, path, options, mayAbort: hasCaused(untilLlmCalls) };
      const abort = { request: await sendAndAbort(address(), sending) };
      const label = `hang up ${method} ${withoutIdentifiers(path)}`;
      return hangUpOf(await observer.add({ label, abort }, { hasAborted: true }));
    },
    concurrently: async (times, { method, path, ...options }) => {
      const url = address();
      const sending = Array.from({ length: times }, () => sendRequest(url, { method, path, options }, clock));
      const [first, ...rest] = await Promise.all(sending);
      if (first === undefined) {
        throw new TypeError(`${times} requests are no step`);
      }
      const concurrently = shared([first, ...rest]);
      const label = `${times} x ${method} ${withoutIdentifiers(path)}`;
      return createReplies(concurrently, await observer.add({ label, concurrently, time: longest([first, ...rest]) }));
    },
  };
}

function observationOf({ http, events, time }: Sent): Observation {
  const { method, path } = http.request;
  const stream = events === undefined ? {} : { stream: events };
  return { label: `${method} ${withoutIdentifiers(path)}`, http, ...stream, time };
}

function hangUpOf(expectations: StepExpectations): AbortObservation {
  const abort: AbortObservation = {
    expect: (expectation) => {
      expectations.add(JSON.parse(JSON.stringify(expectation)));
      return abort;
    },
  };
  return abort;
}

/** Of a stream the events are its body here. */
function shared(sent: readonly [Sent, ...Sent[]]): ConcurrentExchange {
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
