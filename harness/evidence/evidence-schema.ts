import { z } from 'zod';
import { CHANNEL_NAME } from './divergence.ts';

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
  z.object({ status: z.enum(['aborted', 'open', 'unrecorded']) }),
]);

const call = z.object({
  provider: z.string(),
  operation: z.string(),
  model: z.string(),
  key: z.string().exactOptional(),
  request: object,
  outcome,
});

const request = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: json,
});
const response = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: json });

const time = z.object({
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  stalledMs: z.number(),
  contendedMs: z.number().nullable(),
  delivery: z.object({ flushes: z.number(), firstMs: z.number(), lastMs: z.number() }).optional(),
});

const step = z.object({
  label: z.string(),
  http: z.object({ request, response }).optional(),
  concurrently: z.object({ request, responses: z.array(response) }).optional(),
  abort: z.object({ request }).optional(),
  start: object.optional(),
  stop: object.optional(),
  stream: z.array(z.object({ event: z.string(), id: z.string().nullable(), data: json })).optional(),
  tables: rows.optional(),
  channels: object.optional(),
  calls: z.array(call),
  audit: z.array(z.object({ event: z.string(), level: z.string(), fields: object })).optional(),
  time: time.optional(),
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
  channels: object.exactOptional(),
  faults: z.array(fault),
  witness: object,
  durationMs: z.number(),
});

const channel = z.string().regex(CHANNEL_NAME, 'is no name of a channel');

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

const target = z.object({ name: z.string(), witness: object });
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const part = z.object({
  runId: z.string().min(1),
  command: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }).nullable(),
  targets: z.array(target),
  environment: object,
});

const expectation = z.object({
  operations: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      isProtected: z.boolean(),
      statuses: z.array(count),
      refusals: z.array(z.string()),
      providers: z.array(z.string()),
    }),
  ),
  credentials: z.array(z.string()),
  accessStates: z.record(z.string(), z.string()),
  unreachable: z.array(z.object({ cells: z.string(), owner: z.string(), reason: z.string() })),
});

/** What `run.json` must look like. */
export const manifestSchema = z.object({
  schema: z.literal('ultra-parity/run/v1'),
  runId: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  command: z.string(),
  reference: z.string(),
  targets: z.array(target.extend({ requiredWitness: object.exactOptional() })),
  scenarios: z.array(scenario),
  rules: z.array(z.object({ channel, pointer: z.string(), as: json })),
  waivers: z.array(waiverSchema),
  faults: z.array(fault),
  environment: object,
  expected: expectation.exactOptional(),
  selection: z.string().nullable(),
  parts: z.array(part).min(1),
  suite: z.array(z.string().min(1)),
  source: z.object({
    commit: z.string().nullable(),
    isDirty: z.boolean(),
    changes: z.string().nullable(),
    lockfile: z.string().nullable(),
  }),
  configuration: z.object({ sha256, targets: z.array(z.string()) }),
  hasControl: z.boolean(),
  files: z.array(z.object({ path: z.string().min(1), sha256 })),
});

/** What of a `report.json` a later verdict is compared with. */
export const baselineSchema = z.object({
  schema: z.literal('ultra-parity/verdict/v1'),
  runId: z.string().min(1),
  divergences: z.array(z.object({ id: z.string().min(1), scenario: z.string() })),
});
