import { z } from 'zod';
import { PROBLEMS } from '../domain/errors.ts';
import { CATALOGUE } from '../domain/models.ts';
import { KEY_SCOPES } from '../ports/key-records.ts';
import { LLM_ERROR_KINDS, PROVIDERS } from '../ports/llm-provider.ts';

/** What the API answers with. Strict, so that a member nobody has described is found by the tests. */

const INSTANT = z.iso.datetime({ precision: 3 });
const COUNT = z.int().nonnegative();
const PROVIDER = z.enum(PROVIDERS);
const MODEL = z.enum(CATALOGUE.map((model) => model.id));
const LLM_ERROR = z.enum(LLM_ERROR_KINDS);
const FINISH_REASON = z.enum(['stop', 'length', 'content_filter', 'other']);
const PROVIDER_STATUS = z.enum(['unverified', 'usable', 'missing_key', 'unauthorized', 'rate_limited', 'unreachable']);
const MIGRATIONS = z.enum(['current', 'pending', 'unknown']);

/** RFC 9457. `errors` and `failures` come with some codes. */
export const PROBLEM = z.looseObject({
  type: z.string().startsWith('urn:ultra:problem:'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  code: z.enum(Object.keys(PROBLEMS)),
  requestId: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).exactOptional(),
  failures: z.array(z.strictObject({ model: MODEL, provider: PROVIDER, error: LLM_ERROR })).exactOptional(),
});

export const USER = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  createdAt: INSTANT,
});

export const SIGNED_IN = z.strictObject({
  user: USER,
  accessToken: z.jwt(),
  refreshToken: z.jwt(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().positive(),
});

const USAGE = z.strictObject({ inputTokens: COUNT, outputTokens: COUNT, costUsd: z.number().nonnegative().nullable() });
const ANSWER = { text: z.string().min(1), finishReason: FINISH_REASON, usage: USAGE.nullable() };
const ASKED = { model: MODEL, provider: PROVIDER };
const ANSWERED = z.strictObject({ ...ASKED, status: z.literal('answered'), ...ANSWER });
const FAILED = z.strictObject({ ...ASKED, status: z.literal('failed'), error: LLM_ERROR });
const KEPT = z.strictObject({ ...ASKED, status: z.literal('kept'), text: z.string().min(1), error: LLM_ERROR });

const TOTALS = z.strictObject({ inputTokens: COUNT, outputTokens: COUNT, costUsd: z.number().nonnegative() });
const ABOUT_ANALYSIS = {
  id: z.uuid(),
  status: z.enum(['completed', 'degraded']),
  query: z.string(),
  models: z.array(MODEL).min(2).max(3),
};
const TIMES = { createdAt: INSTANT, completedAt: INSTANT };

export const ANALYSIS = z.strictObject({
  ...ABOUT_ANALYSIS,
  initial: z.array(z.discriminatedUnion('status', [ANSWERED, FAILED])),
  peerReview: z.array(z.discriminatedUnion('status', [ANSWERED, KEPT])),
  synthesis: z.strictObject({ ...ASKED, ...ANSWER }),
  usage: TOTALS,
  ...TIMES,
});

/** `nextCursor` is null on the last page. */
export const ANALYSIS_PAGE = z.strictObject({
  analyses: z.array(z.strictObject({ ...ABOUT_ANALYSIS, usage: TOTALS, ...TIMES })),
  nextCursor: z.string().nullable(),
});

const DATABASE_HEALTH = z.strictObject({
  status: z.enum(['ok', 'unreachable']),
  backend: z.enum(['memory', 'postgres']),
  version: z.string().nullable(),
  latencyMs: z.number().nonnegative().nullable(),
});
const PROVIDER_HEALTH = z.strictObject({ status: PROVIDER_STATUS });

export const HEALTH = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  mode: z.enum(['mock', 'real']),
  version: z.string(),
  uptimeSeconds: COUNT,
  services: z.strictObject({
    database: DATABASE_HEALTH,
    llm: z.strictObject({ openai: PROVIDER_HEALTH, anthropic: PROVIDER_HEALTH, google: PROVIDER_HEALTH }),
  }),
  detail: z
    .strictObject({
      pool: z.strictObject({ total: COUNT, idle: COUNT, waiting: COUNT }),
      migrations: MIGRATIONS,
      masterKeys: z.enum(['ok', 'lost', 'unknown']),
    })
    .exactOptional(),
});

export const SERVICE_HEALTH = z.union([DATABASE_HEALTH, PROVIDER_HEALTH]);

/** More checks may be added. */
export const READINESS = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  checks: z.looseObject({
    database: z.enum(['ok', 'unreachable']),
    migrations: MIGRATIONS,
    llm: z.enum(['ok', 'insufficient']),
  }),
});

export const MODELS = z.strictObject({
  models: z.array(
    z.strictObject({
      name: MODEL,
      provider: PROVIDER,
      status: PROVIDER_STATUS,
      isDefault: z.boolean(),
      contextTokens: COUNT,
      maxOutputTokens: COUNT,
      usdPerMillionTokens: z.strictObject({ input: z.number(), output: z.number() }),
    }),
  ),
});

const SERVICE_KEY = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  createdAt: INSTANT,
  lastUsedAt: INSTANT.nullable(),
});
/** `key` is shown this once. */
export const NEW_SERVICE_KEY = SERVICE_KEY.extend({ key: z.string().startsWith('ultra_') });
export const SERVICE_KEYS = z.strictObject({ apiKeys: z.array(SERVICE_KEY) });

export const PROVIDER_KEY = z.strictObject({
  provider: PROVIDER,
  last4: z.string().length(4),
  status: PROVIDER_STATUS,
  createdAt: INSTANT,
  updatedAt: INSTANT,
});
