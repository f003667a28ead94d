import { z } from 'zod';
import type { EventStream, StreamEvent } from '../values/event-stream.ts';
import { auditEventSchema } from './audit-event.ts';
import { llmCallSchema } from './llm-call.ts';
import { outgoingRequestsSchema } from './outgoing-request.ts';
import { jsonObjectSchema, jsonSchema, list, object, record } from './schema.ts';
import { stepTimeSchema } from './step-time.ts';

export const httpRequestSchema = object({
  method: z.string(),
  path: z.string(),
  headers: record(z.string()),
  body: jsonSchema,
});

export type HttpRequest = z.infer<typeof httpRequestSchema>;

export const httpResponseSchema = object({
  status: z.number(),
  /** Every line as it came, with lower-case names. */
  headers: list(z.tuple([z.string(), z.string()]).readonly()),
  /** What `decodeBody` makes of the bytes: JSON, text, null where there were none, or their length and digest. */
  body: jsonSchema,
});

export type HttpResponse = z.infer<typeof httpResponseSchema>;

export const httpExchangeSchema = object({ request: httpRequestSchema, response: httpResponseSchema });

export type HttpExchange = z.infer<typeof httpExchangeSchema>;

/** One request, sent several times at once, and every response to it. Which copy got which response has no meaning. */
export const concurrentExchangeSchema = object({
  request: httpRequestSchema,
  responses: list(httpResponseSchema),
  /** Of the copies whose connection broke, in alphabetical order. */
  errors: list(z.string()).exactOptional(),
});

export type ConcurrentExchange = z.infer<typeof concurrentExchangeSchema>;

/** A request whose client disconnected before a response began. */
export const abortedRequestSchema = object({ request: httpRequestSchema });

export type AbortedRequest = z.infer<typeof abortedRequestSchema>;

/** How a connection ended before the response was complete. */
export const connectionErrorSchema = z.enum([
  /** It ended before a response began. */
  'connection_reset',
  /** It ended in the middle of a response. */
  'connection_cut',
  /** Nothing listened there any more. */
  'connection_refused',
  /** What came is not HTTP. */
  'invalid_http',
]);

export type ConnectionError = z.infer<typeof connectionErrorSchema>;

/** A request whose connection broke; with the part of the response that had come. */
export const brokenExchangeSchema = object({
  request: httpRequestSchema,
  error: connectionErrorSchema,
  response: httpResponseSchema.exactOptional(),
});

export type BrokenExchange = z.infer<typeof brokenExchangeSchema>;

/** What became of starting the system under test. */
export const startOutcomeSchema = z.discriminatedUnion('outcome', [
  object({ outcome: z.literal('listening') }),
  object({
    outcome: z.literal('refused'),
    code: z.string(),
    /** What the process would exit with. */
    exitCode: z.number(),
    message: z.string(),
    hint: z.string(),
  }),
]);

export type StartOutcome = z.infer<typeof startOutcomeSchema>;

/** What became of a system that was told to stop. */
export const stopOutcomeSchema = object({
  outcome: z.literal('stopped'),
  /** What its process ended with, or would have. */
  exitCode: z.number(),
  /** What came of a connection to where it had listened. */
  connections: z.enum(['refused', 'accepted']),
});

export type StopOutcome = z.infer<typeof stopOutcomeSchema>;

/** One event of a `text/event-stream` body. */
const streamEventSchema = object({
  event: z.string(),
  id: z.string().nullable(),
  data: jsonSchema,
  type: z.literal('json').exactOptional(),
  retry: z.number().exactOptional(),
}) satisfies z.ZodType<StreamEvent>;

/** A `text/event-stream` body. */
export const eventStreamSchema = object({
  events: list(streamEventSchema),
  comments: list(z.string()),
  retry: z.number().exactOptional(),
  unfinished: z.string().exactOptional(),
}) satisfies z.ZodType<EventStream>;

/** Logical tables by name, rows by column name. */
export const tablesSchema = record(list(jsonObjectSchema));

export type Tables = z.infer<typeof tablesSchema>;

/** The project's own channels by name. */
export const ownChannelsSchema = jsonObjectSchema;

export type OwnChannels = z.infer<typeof ownChannelsSchema>;

/** One thing that the scenario did, and everything that could be seen of it. */
export const stepSchema = object({
  /** For people: `POST /api/auth/login`. */
  label: z.string(),
  http: httpExchangeSchema.exactOptional(),
  /** A step has this, `abort`, `broken` or `http`. */
  concurrently: concurrentExchangeSchema.exactOptional(),
  abort: abortedRequestSchema.exactOptional(),
  broken: brokenExchangeSchema.exactOptional(),
  start: startOutcomeSchema.exactOptional(),
  /** It stands on the channel `start`. */
  stop: stopOutcomeSchema.exactOptional(),
  /** What came over a response of type `text/event-stream`; the body of `http` is then null. */
  stream: eventStreamSchema.exactOptional(),
  tables: tablesSchema.exactOptional(),
  channels: ownChannelsSchema.exactOptional(),
  /** In the order in which they started. */
  calls: list(llmCallSchema),
  /** In the order in which they started; absent where there were none. */
  outgoing: outgoingRequestsSchema.exactOptional(),
  /** In the order in which the system logged them; absent where the target offers no events. */
  audit: list(auditEventSchema).exactOptional(),
  /** Of a request alone: how long starting a system takes belongs to the way it is started. */
  time: stepTimeSchema.exactOptional(),
  expectations: list(jsonSchema),
});

export type Step = z.infer<typeof stepSchema>;
