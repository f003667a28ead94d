import type { Rule } from '#harness/compare/rule.ts';

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

  // Doubles and models count differently, but what is shown must be what was reported.
  { channel: 'http', pointer: '/response/body/**/inputTokens', as: 'input-tokens' },
  { channel: 'http', pointer: '/response/body/**/outputTokens', as: 'output-tokens' },
  { channel: 'http', pointer: '/response/body/**/costUsd', as: 'cost' },
  { channel: 'db', pointer: '/*/*/input_tokens', as: 'input-tokens' },
  { channel: 'db', pointer: '/*/*/output_tokens', as: 'output-tokens' },
  { channel: 'db', pointer: '/*/*/cost_usd', as: 'cost' },
];
