import type { Json, JsonObject } from '../../values/json.ts';
import type { StepExpectation } from './reply.ts';

/** The answers to a request that was sent several times at once. Which copy got which has no meaning. */
export interface Replies {
  /** Every status, in ascending order. */
  readonly statuses: readonly number[];
  /** The bodies of the answers with this status, in no order. */
  bodies(status: number): readonly Json[];
  /** States how many answers of which status there must have been on every target, and what each of them held. */
  expect(expectation: RepliesExpectation): Replies;
}

export interface RepliesExpectation extends StepExpectation {
  /** By status; the counts should add up to the number of requests: `{ 201: { times: 1 }, 409: { times: 4 } }`. */
  readonly responses: Readonly<Record<number, ResponsesExpectation>>;
}

export interface ResponsesExpectation {
  readonly times: number;
  /** What the body of each must satisfy. */
  readonly body?: Json;
  readonly headers?: JsonObject;
}
