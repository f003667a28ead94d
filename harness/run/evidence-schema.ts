import { z } from 'zod';

const json = z.json();
const object = z.record(z.string(), json);

const fault = z.object({ code: z.string(), message: z.string(), hint: z.string() });
const scenario = z.object({ id: z.string().min(1), title: z.string(), file: z.string() });
const rows = z.record(z.string(), z.array(object));

const outcome = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('answered'),
    text: z.string(),
    finishReason: z.string(),
    usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).nullable(),
  }),
  z.object({ status: z.literal('refused'), httpStatus: z.number() }),
  z.object({ status: z.literal('broken'), reason: z.string() }),
  z.object({ status: z.literal('unrecorded') }),
]);

const call = z.object({ provider: z.string(), operation: z.string(), model: z.string(), request: object, outcome });

const step = z.object({
  label: z.string(),
  http: z
    .object({
      request: z.object({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string(), z.string()),
        body: json,
      }),
      response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: json }),
    })
    .optional(),
  boot: object.optional(),
  stream: z.array(z.object({ event: z.string(), id: z.string().nullable(), data: json })).optional(),
  tables: rows.optional(),
  calls: z.array(call),
  expectations: z.array(json),
});

/** What a transcript file must look like before anything is concluded from it. */
export const transcriptSchema = z.object({
  schema: z.literal('ultra-parity/transcript/v1'),
  scenario,
  target: z.string().min(1),
  facts: object,
  steps: z.array(step),
  tables: rows.nullable(),
  faults: z.array(fault),
  witness: object,
  durationMs: z.number(),
});

const channel = z.enum(['boot', 'http', 'stream', 'calls', 'db']);

/** What a waiver must look like before it is judged. */
export const waiverSchema = z.strictObject({
  id: z.string().min(1),
  scenario: z.string().min(1),
  channel,
  pointer: z.string(),
  kind: z.enum(['value', 'type', 'missing', 'extra', 'order', 'length', 'status', 'event']),
  left: json.optional(),
  right: json.optional(),
  owner: z.string(),
  reason: z.string(),
  issue: z.string(),
  created: z.string(),
  expires: z.string(),
});

/** What `run.json` must look like. */
export const manifestSchema = z.object({
  schema: z.literal('ultra-parity/run/v1'),
  runId: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  command: z.string(),
  reference: z.string(),
  targets: z.array(z.object({ name: z.string(), witness: object })),
  scenarios: z.array(scenario),
  rules: z.array(z.object({ channel, pointer: z.string(), as: json })),
  waivers: z.array(waiverSchema),
  faults: z.array(fault),
  environment: object,
});
