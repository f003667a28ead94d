import type { Rule } from '#harness/compare/rule.ts';

const SERVICE_KEY = '^ultra_[A-Za-z0-9_-]{43}$';
/** What the harness keeps of one that was sent as a bearer token. */
const BEARER_KEY = '(?<=^Bearer )\\[secret:bearer:[0-9a-f]{8}\\]$';
const KEY_PREFIX = '^ultra_[A-Za-z0-9_-]{8}$';
const DATABASE = ['databaseHost', 'databasePort', 'databaseUser', 'databaseName'];

/** The variations that are legitimate between mock and real mode. Everything else must be the same. */
export const RULES: readonly Rule[] = [
  // A mode may say what it is, as long as it is what it was started as.
  { channel: 'http', pointer: '/response/body/mode', as: { facts: ['mode'] } },
  { channel: 'http', pointer: '/response/body/services/database/backend', as: { facts: ['backend'] } },
  { channel: 'http', pointer: '/response/body/services/database/version', as: { facts: ['databaseVersion'] } },
  { channel: 'http', pointer: '/response/body/backend', as: { facts: ['backend'] } },
  { channel: 'http', pointer: '/response/body/version', as: { facts: ['databaseVersion'] } },
  { channel: 'boot', pointer: '/message', as: { facts: DATABASE } },

  { channel: 'http', pointer: '/response/body/**/latencyMs', as: 'duration' },
  { channel: 'http', pointer: '/response/body/**/uptimeSeconds', as: 'duration' },
  { channel: 'http', pointer: '/response/body/detail/pool/*', as: 'gauge' },

  // Keys are random. Where one comes again, it must be the same one.
  { channel: 'http', pointer: '/response/body/key', as: { symbol: 'service-key', pattern: SERVICE_KEY } },
  { channel: 'http', pointer: '/request/headers/x-api-key', as: { symbol: 'service-key', pattern: SERVICE_KEY } },
  { channel: 'http', pointer: '/request/headers/authorization', as: { symbol: 'service-key', pattern: BEARER_KEY } },
  { channel: 'http', pointer: '/response/body/**/prefix', as: { symbol: 'key-prefix', pattern: KEY_PREFIX } },
  { channel: 'db', pointer: '/service_keys/*/prefix', as: { symbol: 'key-prefix', pattern: KEY_PREFIX } },
  { channel: 'db', pointer: '/service_keys/*/key_hash', as: { symbol: 'key-hash', pattern: '^[0-9a-f]{64}$' } },
  {
    channel: 'db',
    pointer: '/provider_keys/*/ciphertext',
    as: { symbol: 'sealed', pattern: '^[A-Za-z0-9+/]{40,}=*$' },
  },

  // Calls of one stage run side by side, and no two models cut a text alike.
  { channel: 'stream', pointer: '/*/id', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/sequence', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/stage', as: 'parallel' },
  { channel: 'stream', pointer: '/*/data/text', as: 'delta' },
  { channel: 'stream', pointer: '/*/data/analysis/**/inputTokens', as: 'input-tokens' },
  { channel: 'stream', pointer: '/*/data/analysis/**/outputTokens', as: 'output-tokens' },
  { channel: 'stream', pointer: '/*/data/analysis/**/costUsd', as: 'cost' },

  // A cursor holds when and which: it is random, but the next page is asked for with the one that was given.
  { channel: 'http', pointer: '/response/body/nextCursor', as: { symbol: 'cursor', pattern: '^.+$' } },
  { channel: 'http', pointer: '/request/path', as: { symbol: 'cursor', pattern: '(?<=cursor=)[\\w-]{24,}' } },

  // Doubles and models count differently, but what is shown must be what was reported.
  { channel: 'http', pointer: '/response/body/**/inputTokens', as: 'input-tokens' },
  { channel: 'http', pointer: '/response/body/**/outputTokens', as: 'output-tokens' },
  { channel: 'http', pointer: '/response/body/**/costUsd', as: 'cost' },
  { channel: 'db', pointer: '/*/*/input_tokens', as: 'input-tokens' },
  { channel: 'db', pointer: '/*/*/output_tokens', as: 'output-tokens' },
  { channel: 'db', pointer: '/*/*/cost_usd', as: 'cost' },
];
