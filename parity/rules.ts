import type { Rule } from 'ultra-parity';

const SERVICE_KEY = '^ultra_[A-Za-z0-9_-]{43}$';
/** What the harness keeps of one that was sent as a bearer token. */
const BEARER_KEY = '(?<=^Bearer )\\[secret:bearer:[0-9a-f]{8}\\]$';
const KEY_PREFIX = '^ultra_[A-Za-z0-9_-]{8}$';
/** Ports that a system gives away have five digits (RFC 6335, section 6, and Linux from 32768 on). */
const CLIENT = '^([0-9a-f]{64}|(?:\\d{1,3}\\.){3}\\d{1,3})$';
const ADDRESS = '^http://[\\w.-]+:\\d{5}$';
const DATABASE = ['databaseHost', 'databasePort', 'databaseUser', 'databaseName'];

/** Public prices of the providers, in US dollars for a million tokens; kept apart from those that the server goes by. */
const PRICES = {
  decimals: 6,
  models: {
    'gpt-4o-mini': { input: 0.15, output: 0.6 },
    'gpt-4o': { input: 2.5, output: 10 },
    'claude-haiku-4-5': { input: 1, output: 5 },
    'claude-sonnet-4-6': { input: 3, output: 15 },
    'gemini-2.5-flash': { input: 0.3, output: 2.5 },
  },
};

/** The variations that are legitimate between mock and real mode. Everything else must be the same. */
export const RULES: readonly Rule[] = [
  // A mode may say what it is, as long as it is what it was started as.
  { channel: 'http', pointer: '/response/body/mode', as: { facts: ['mode'] } },
  { channel: 'http', pointer: '/response/body/services/database/backend', as: { facts: ['backend'] } },
  { channel: 'http', pointer: '/response/body/services/database/version', as: { facts: ['databaseVersion'] } },
  { channel: 'http', pointer: '/response/body/backend', as: { facts: ['backend'] } },
  { channel: 'http', pointer: '/response/body/version', as: { facts: ['databaseVersion'] } },
  { channel: 'start', pointer: '/message', as: { facts: DATABASE } },

  { channel: 'http', pointer: '/response/body/**/latencyMs', as: 'duration' },
  { channel: 'http', pointer: '/response/body/**/uptimeSeconds', as: 'duration' },
  { channel: 'http', pointer: '/response/body/detail/pool/*', as: 'gauge' },

  { channel: 'audit', pointer: '/database_unavailable/*/fields/message', as: { facts: DATABASE } },

  // What the server logs: where it listens is the machine's to say, how long a request took is the channel time's.
  { channel: 'audit', pointer: '/listening/*/fields/url', as: { symbol: 'address', pattern: ADDRESS } },
  { channel: 'audit', pointer: '/listening/*/fields/mode', as: { facts: ['mode'] } },
  { channel: 'audit', pointer: '/*/*/fields/durationMs', as: 'duration' },

  // Keys are random. Where one comes again, it must be the same one.
  { channel: 'http', pointer: '/response/body/key', as: { symbol: 'service-key', pattern: SERVICE_KEY } },
  { channel: 'http', pointer: '/request/headers/x-api-key', as: { symbol: 'service-key', pattern: SERVICE_KEY } },
  { channel: 'http', pointer: '/request/headers/authorization', as: { symbol: 'service-key', pattern: BEARER_KEY } },
  { channel: 'http', pointer: '/response/body/**/prefix', as: { symbol: 'key-prefix', pattern: KEY_PREFIX } },
  // What is counted by address: the address, or a hash over an account and the address. A container sees another one.
  { channel: 'db', pointer: '/rate_limits/*/principal', as: { symbol: 'client', pattern: CLIENT } },
  { channel: 'db', pointer: '/service_keys/*/prefix', as: { symbol: 'key-prefix', pattern: KEY_PREFIX } },
  { channel: 'db', pointer: '/service_keys/*/key_hash', as: { symbol: 'key-hash', pattern: '^[0-9a-f]{64}$' } },
  {
    channel: 'db',
    pointer: '/provider_keys/*/ciphertext',
    // RFC 4648, section 4, whole: what was cut is no longer a multiple of four.
    as: { symbol: 'sealed', pattern: '^([A-Za-z0-9+/]{4}){10,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' },
  },

  // Calls of one stage run side by side, and no two models cut a text alike.
  { channel: 'stream', pointer: '/*/id', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/sequence', as: 'sequence' },
  { channel: 'stream', pointer: '/*/data/stage', as: 'parallel' },
  { channel: 'stream', pointer: '/*/data/text', as: 'delta' },
  { channel: 'stream', pointer: '/*/data/analysis/**/inputTokens', as: 'input-tokens' },
  { channel: 'stream', pointer: '/*/data/analysis/**/outputTokens', as: 'output-tokens' },
  { channel: 'stream', pointer: '/*/data/analysis/**/costUsd', as: { cost: PRICES } },

  // A reader names the last event of the stream that it has seen; how many there are depends on how a text was cut.
  {
    channel: 'http',
    pointer: '/request/headers/last-event-id',
    as: { symbol: 'event-number', pattern: '^[1-9]\\d*$' },
  },

  // A cursor holds when and which: it is random, but the next page is asked for with the one that was given.
  { channel: 'http', pointer: '/response/body/nextCursor', as: { symbol: 'cursor', pattern: '^[\\w-]{24,}$' } },
  { channel: 'http', pointer: '/request/path', as: { symbol: 'cursor', pattern: '(?<=cursor=)[\\w-]{24,}' } },

  // How long requests took, and how many connections are open at the moment, is in the numbers; how many there were is not.
  { channel: 'http', pointer: '/response/body/ultra_http_request_duration_seconds_bucket/*/value', as: 'gauge' },
  { channel: 'http', pointer: '/response/body/ultra_http_request_duration_seconds_sum/*/value', as: 'duration' },
  { channel: 'http', pointer: '/response/body/ultra_database_connections/*/value', as: 'gauge' },
  { channel: 'http', pointer: '/response/body/ultra_llm_input_tokens_total/*/value', as: 'input-tokens' },
  { channel: 'http', pointer: '/response/body/ultra_llm_output_tokens_total/*/value', as: 'output-tokens' },

  // Doubles and models count differently, but what is shown must be what was reported.
  { channel: 'http', pointer: '/response/body/**/inputTokens', as: 'input-tokens' },
  { channel: 'http', pointer: '/response/body/**/outputTokens', as: 'output-tokens' },
  { channel: 'http', pointer: '/response/body/**/costUsd', as: { cost: PRICES } },
  { channel: 'db', pointer: '/*/*/input_tokens', as: 'input-tokens' },
  { channel: 'db', pointer: '/*/*/output_tokens', as: 'output-tokens' },
  { channel: 'db', pointer: '/*/*/cost_usd', as: { cost: PRICES } },
];
