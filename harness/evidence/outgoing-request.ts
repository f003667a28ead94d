import { z } from 'zod';
import { jsonSchema, list, object, record } from './schema.ts';

export const outgoingOutcomeSchema = z.discriminatedUnion('status', [
  object({
    status: z.literal('answered'),
    httpStatus: z.number(),
    headers: record(z.string()).exactOptional(),
    body: jsonSchema,
  }),
  /** No readable response came. */
  object({ status: z.literal('broken'), reason: z.string() }),
  /** The caller went away before the response had ended. */
  object({ status: z.literal('aborted') }),
  /** The response had not ended when the scenario had. */
  object({ status: z.literal('open') }),
  /** The request was in no cassette, so there is no outcome to compare. */
  object({ status: z.literal('unrecorded') }),
]);

export type OutgoingOutcome = z.infer<typeof outgoingOutcomeSchema>;

/** A request of the system to another server that is no LLM call, with what came of it. */
export const outgoingRequestSchema = object({
  method: z.string(),
  /** Absolute, with the query and without credentials. */
  url: z.string(),
  /** Those that change what is asked for, by lower-case name. A double that knows none leaves them out. */
  headers: record(z.string()).exactOptional(),
  /** JSON, text, null where there was none, the parts of a form, or length and digest of other bytes. */
  body: jsonSchema,
  outcome: outgoingOutcomeSchema,
});

export type OutgoingRequest = z.infer<typeof outgoingRequestSchema>;

export const outgoingRequestsSchema = list(outgoingRequestSchema);

/** What a request is listed under: `POST https://api.stripe.com/v1/charges`. */
export function getEndpointName({ method, url }: Pick<OutgoingRequest, 'method' | 'url'>): string {
  return `${method} ${url.replace(/[?#].*$/s, '')}`;
}

/** By endpoint: requests that run in parallel start in any order, and those to one endpoint keep theirs. */
export function inEndpointOrder(requests: readonly OutgoingRequest[]): OutgoingRequest[] {
  return requests.toSorted((a, b) => {
    const [left, right] = [getEndpointName(a), getEndpointName(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
