import type { JsonObject } from 'ultra-parity';
import { z } from 'zod';
import { DATABASE_FAULTS } from '#server/adapters/database/database-faults.ts';
import { LLM_ERROR_KINDS, PROVIDERS } from '#server/ports/llm-provider.ts';
import { DATABASE_EVENTS, type ScheduledEvent } from './fault-schedule.ts';
import { jwtKeyText, NEWER_KEY, TEST_KEY } from './test-key.ts';

const fault = z.strictObject({
  kind: z.enum(LLM_ERROR_KINDS),
  httpStatus: z.int().min(400).max(599).exactOptional(),
  times: z.int().positive().exactOptional(),
  retryAfterMs: z.int().nonnegative().exactOptional(),
  systemIncludes: z.string().min(1).exactOptional(),
});

const later = z.strictObject({
  /** How many answers come before it. */
  after: z.int().nonnegative(),
  event: z.enum([...DATABASE_FAULTS, ...DATABASE_EVENTS]),
});

const given = z.strictObject({
  /** Providers that fail, and how. */
  llm: z.partialRecord(z.enum(PROVIDERS), fault).exactOptional(),
  /** Providers for which the server has no key. */
  keyless: z.array(z.enum(PROVIDERS)).min(1).exactOptional(),
  /** How long an answer may be, in tokens, where it is not the usual. */
  maxTokens: z.int().positive().exactOptional(),
  /** What is wrong with the database that the server is told to use, or what happens to it later. */
  database: z
    .union([z.enum(['authentication', 'missing-database', 'unreachable']), z.array(later).min(1)])
    .exactOptional(),
  /** How many milliseconds the server waits for its database, and for a whole analysis, where it is not the usual. */
  patience: z
    .strictObject({
      connectionMs: z.int().positive().exactOptional(),
      statementMs: z.int().positive().exactOptional(),
      analysisMs: z.int().positive().exactOptional(),
    })
    .exactOptional(),
  /** How much is allowed within a window, where it is not the usual. */
  limits: z
    .strictObject({ requests: z.int().positive().exactOptional(), signIns: z.int().positive().exactOptional() })
    .exactOptional(),
  /** How long an analysis waits for a client that lost its stream, in milliseconds. */
  streamGraceMs: z.int().nonnegative().exactOptional(),
  /** Whether the key that scenarios know has been replaced by another, and is still trusted. */
  newerJwtKey: z.literal(true).exactOptional(),
  /** What `/metrics` asks for. */
  metricsToken: z.string().min(16).exactOptional(),
});

/** The circumstances that a scenario of this project can ask for. Every target brings them about in its own way. */
export type Given = z.infer<typeof given>;

/** Throws z.ZodError: a misspelt circumstance must not become "none". */
export function parseGiven(value: JsonObject): Given {
  return given.parse(value);
}

/** What the server is told of them by its environment, in either mode. */
export function givenEnvironment(circumstances: Given): Readonly<Record<string, string>> {
  const { newerJwtKey, limits, maxTokens, metricsToken, patience, streamGraceMs } = circumstances;
  return {
    ...(patience?.connectionMs === undefined ? {} : { DATABASE_CONNECT_TIMEOUT_MS: String(patience.connectionMs) }),
    ...(patience?.statementMs === undefined ? {} : { DATABASE_STATEMENT_TIMEOUT_MS: String(patience.statementMs) }),
    ...(patience?.analysisMs === undefined ? {} : { ANALYSIS_TIMEOUT_MS: String(patience.analysisMs) }),
    ...(newerJwtKey === undefined ? {} : { JWT_KEYS: [NEWER_KEY, TEST_KEY].map(jwtKeyText).join(',') }),
    ...(maxTokens === undefined ? {} : { LLM_MAX_TOKENS: String(maxTokens) }),
    ...(limits?.requests === undefined ? {} : { RATE_LIMIT_REQUESTS: String(limits.requests) }),
    ...(limits?.signIns === undefined ? {} : { RATE_LIMIT_SIGN_INS: String(limits.signIns) }),
    ...(streamGraceMs === undefined ? {} : { STREAM_GRACE_MS: String(streamGraceMs) }),
    ...(metricsToken === undefined ? {} : { METRICS_TOKEN: metricsToken }),
  };
}

/** What happens to the database while the server runs; nothing, unless the scenario says so. */
export function databaseSchedule({ database }: Given): readonly ScheduledEvent[] {
  return Array.isArray(database) ? database : [];
}
