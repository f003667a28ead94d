import type { Json } from '../../values/json.ts';
import type { Replies } from './replies.ts';
import type { Reply, StepExpectation } from './reply.ts';

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
   * Sends a request and goes away before an answer begins, when the system has so many LLM calls under way for it. The
   * step lasts until they have ended, or for two seconds.
   *
   * @throws when the answer is faster, or the calls do not come
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

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: Json;
  /** Ends the connection after so many events of a stream. */
  readonly abortAfterEvents?: number;
  /** With `abortAfterEvents`: and not before the request has caused so many LLM calls. An event may come before its call. */
  readonly abortAfterLlmCalls?: number;
  /** Sent byte for byte, as `application/json` unless `headers` say otherwise. */
  readonly raw?: string;
}
