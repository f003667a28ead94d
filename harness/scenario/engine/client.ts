import { removeIdentifiers } from '../../evidence/endpoint.ts';
import type { ConcurrentExchange } from '../../evidence/step.ts';
import { listStreamItems } from '../../values/event-stream.ts';
import { toJson } from '../../values/to-json.ts';
import type { AbortObservation, Client } from '../api/client.ts';
import { sendAndAbort, untilCalled } from './abort.ts';
import type { Observation, Observer, StepExpectations } from './observer.ts';
import { createReplies } from './replies.ts';
import { createReply } from './reply.ts';
import { type Sent, sendRequest } from './send-request.ts';
import type { StepClock } from './stopwatch.ts';

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
    return createReply(sent, await observer.add(toObservation(sent), { hasAborted }));
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
          return createReply(sent, await step.answered(toObservation(sent)));
        },
      };
    },
    abort: async ({ method, path, untilLlmCalls, ...options }) => {
      const sending = { method, path, options, mayAbort: hasCaused(untilLlmCalls) };
      const abort = { request: await sendAndAbort(address(), sending) };
      const label = `hang up ${method} ${removeIdentifiers(path)}`;
      return observeAbort(await observer.add({ label, abort }, { hasAborted: true }));
    },
    concurrently: async (times, { method, path, ...options }) => {
      const url = address();
      const sending = Array.from({ length: times }, () => sendRequest(url, { method, path, options }, clock));
      const [first, ...rest] = await Promise.all(sending);
      if (first === undefined) {
        throw new TypeError(`${times} requests are no step`);
      }
      const concurrently = toConcurrentExchange([first, ...rest]);
      const label = `${times} x ${method} ${removeIdentifiers(path)}`;
      return createReplies(
        concurrently,
        await observer.add({ label, concurrently, time: findLongest([first, ...rest]) }),
      );
    },
  };
}

function toObservation({ http, stream, time }: Sent): Observation {
  const { method, path } = http.request;
  const exchange = 'error' in http ? { broken: http } : { http };
  return {
    label: `${method} ${removeIdentifiers(path)}`,
    ...exchange,
    ...(stream === undefined ? {} : { stream }),
    time,
  };
}

function observeAbort(expectations: StepExpectations): AbortObservation {
  const abort: AbortObservation = {
    expect: (expectation) => {
      expectations.add(toJson(expectation));
      return abort;
    },
  };
  return abort;
}

/** Of a stream the events are its body here. */
function toConcurrentExchange(sent: readonly [Sent, ...Sent[]]): ConcurrentExchange {
  const errors = sent.flatMap(({ http }) => ('error' in http ? [http.error] : []));
  return {
    request: sent[0].http.request,
    responses: sent.flatMap(({ http, stream }) => {
      if ('error' in http) {
        return [];
      }
      return stream === undefined ? [http.response] : [{ ...http.response, body: listStreamItems(stream) }];
    }),
    ...(errors.length === 0 ? {} : { errors: errors.toSorted() }),
  };
}

/** All of them were sent at once, so the last answer ends the step. */
function findLongest(sent: readonly [Sent, ...Sent[]]): Sent['time'] {
  const { delivery: _, ...time } = sent.map((one) => one.time).reduce((a, b) => (b.durationMs > a.durationMs ? b : a));
  return time;
}
