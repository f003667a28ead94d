import { describe, expect, test } from 'vitest';
import { COMMON_DEFAULTS, parseConfig } from './config.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';

const SECRET = 's3cr3t-value-that-is-long-enough-for-HS256';
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
const OLD_MASTER_KEY = Buffer.alloc(32, 6).toString('base64');
const REAL = {
  ULTRA_MODE: 'real',
  DATABASE_URL: 'postgres://ultra:p%40ss@db.test:5433/ultra',
  JWT_KEYS: `2026:${SECRET}`,
  MASTER_KEYS: `v1:${MASTER_KEY}`,
  OPENAI_API_KEY: 'sk-live-openai',
  ANTHROPIC_API_KEY: 'sk-live-anthropic',
};

describe('parseConfig', () => {
  test('reads mock mode with nothing but the mode', () => {
    const config = parseConfig({ ULTRA_MODE: 'mock' });

    expect(config).toStrictEqual({ ...COMMON_DEFAULTS, mode: 'mock', seed: 'ultra' });
  });

  test('reads real mode with every variable', () => {
    const config = parseConfig({
      ...REAL,
      HOST: '0.0.0.0',
      PORT: '0',
      JWT_KEYS: `2026:${SECRET},2025:${SECRET}:with:colons`,
      JWT_ISSUER: 'issuer',
      JWT_AUDIENCE: 'audience',
      ACCESS_TOKEN_TTL_SECONDS: '60',
      REFRESH_TOKEN_TTL_SECONDS: '120',
      OPENAI_BASE_URL: 'http://127.0.0.1:4010/openai/v1/',
      GOOGLE_API_KEY: '',
      LLM_TIMEOUT_MS: '1000',
      LLM_ATTEMPTS: '1',
      LLM_MAX_TOKENS: '2000',
      DATABASE_CONNECT_ATTEMPTS: '2',
      DATABASE_CONNECT_TIMEOUT_MS: '500',
      DATABASE_POOL_SIZE: '4',
      DRAIN_TIMEOUT_MS: '3000',
      LOG_LEVEL: 'silent',
      MASTER_KEYS: `v2:${MASTER_KEY}, v1:${OLD_MASTER_KEY}`,
      RATE_LIMIT_REQUESTS: '100',
      RATE_LIMIT_SIGN_INS: '20',
      RATE_LIMIT_PASSWORDS: '0',
      TRUSTED_PROXIES: '1',
      METRICS_TOKEN: 'a-token-for-prometheus',
    });

    expect(config).toStrictEqual({
      mode: 'real',
      host: '0.0.0.0',
      port: 0,
      jwtKeys: [
        { kid: '2026', secret: SECRET },
        { kid: '2025', secret: `${SECRET}:with:colons` },
      ],
      jwtIssuer: 'issuer',
      jwtAudience: 'audience',
      accessTokenTtlSeconds: 60,
      refreshTokenTtlSeconds: 120,
      passwordCost: 15,
      llmTimeoutMs: 1000,
      llmAttempts: 1,
      databaseConnectAttempts: 2,
      databaseConnectTimeoutMs: 500,
      databaseStatementTimeoutMs: 10_000,
      databasePoolSize: 4,
      llmConcurrency: 64,
      llmMaxTokens: 2_000,
      analysisTimeoutMs: 120_000,
      streamHeartbeatMs: 15_000,
      streamGraceMs: 5_000,
      drainTimeoutMs: 3000,
      logLevel: 'silent',
      masterKeys: [
        { version: 'v2', secret: MASTER_KEY },
        { version: 'v1', secret: OLD_MASTER_KEY },
      ],
      requestLimit: 100,
      signInLimit: 20,
      passwordLimit: 0,
      trustedProxies: 1,
      metricsToken: 'a-token-for-prometheus',
      databaseUrl: REAL.DATABASE_URL,
      providers: {
        openai: { apiKey: 'sk-live-openai', baseUrl: 'http://127.0.0.1:4010/openai/v1' },
        anthropic: { apiKey: 'sk-live-anthropic', baseUrl: 'https://api.anthropic.com' },
        google: { apiKey: null, baseUrl: 'https://generativelanguage.googleapis.com' },
      },
    });
  });

  test.each([undefined, '', 'Mock', 'production'])('refuses the mode %j: there is no default', (mode) => {
    const problems = problemsOf({ ULTRA_MODE: mode });

    expect(problems).toStrictEqual([{ variable: 'ULTRA_MODE', message: 'is required: mock or real' }]);
  });

  test('lists everything that real mode misses at once', () => {
    const problems = problemsOf({ ULTRA_MODE: 'real', PORT: '80a' });

    expect(problems.map(({ variable }) => variable)).toStrictEqual([
      'PORT',
      'JWT_KEYS',
      'MASTER_KEYS',
      'DATABASE_URL',
      'OPENAI_API_KEY',
      'ANTHROPIC_API_KEY',
      'GOOGLE_API_KEY',
    ]);
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '0x50'],
    ['LLM_ATTEMPTS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['OPENAI_BASE_URL', 'ftp://host'],
    ['GOOGLE_BASE_URL', 'nowhere'],
    ['DATABASE_URL', 'mysql://u:p@h/d'],
    ['DATABASE_URL', 'not a url'],
    ['DATABASE_URL', 'postgres://ultra@db.test/ultra'],
    ['DATABASE_URL', 'postgres://ultra:p@db.test'],
    ['DATABASE_URL', 'postgres://ultra:changeme@db.test/ultra'],
    ['JWT_KEYS', 'no-colon-and-so-no-key-id-in-this-entry'],
    ['JWT_KEYS', '2026:short'],
    ['JWT_KEYS', `2026:changeme-${SECRET}`],
    ['JWT_KEYS', `2026:your-secret-key-change-in-production`],
    ['JWT_KEYS', `a:${SECRET},a:${SECRET}`],
    ['MASTER_KEYS', MASTER_KEY],
    ['MASTER_KEYS', 'v1:dG9vIHNob3J0'],
    ['MASTER_KEYS', `v1:${MASTER_KEY},v1:${MASTER_KEY}`],
    ['RATE_LIMIT_REQUESTS', '-1'],
    ['TRUSTED_PROXIES', 'all'],
    ['METRICS_TOKEN', 'changeme'],
    ['OPENAI_API_KEY', 'sk-mock-openai'],
    ['ANTHROPIC_API_KEY', 'sk_test_mock_key'],
    ['GOOGLE_API_KEY', '<your key>'],
  ])('refuses %s=%j', (variable, value) => {
    const problems = problemsOf({ ...REAL, [variable]: value });

    expect(problems.map((problem) => problem.variable)).toStrictEqual([variable]);
  });

  test('refuses fewer than two provider keys and names those that could be set', () => {
    const problems = problemsOf({ ...REAL, OPENAI_API_KEY: undefined });

    expect(problems.map(({ variable }) => variable)).toStrictEqual(['OPENAI_API_KEY', 'GOOGLE_API_KEY']);
  });

  test('repeats no value in what it says', () => {
    const values = ['pa55-of-database', 'short-secret', 'sk-mock-0042', '80a80'];
    const [password, secret, key, port] = values;

    const error = errorOf({
      ULTRA_MODE: 'real',
      DATABASE_URL: `postgres://:${password}@/`,
      JWT_KEYS: `2026:${secret}`,
      OPENAI_API_KEY: key,
      PORT: port,
    });

    expect(error.problems.length).toBeGreaterThan(4);
    for (const value of values) {
      expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(value);
    }
  });
});

function errorOf(env: Readonly<Record<string, string | undefined>>): ConfigError {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
  throw new Error('The configuration was accepted');
}

function problemsOf(env: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
  return errorOf(env).problems;
}
