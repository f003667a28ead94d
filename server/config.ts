import { ConfigError } from './config-error.ts';
import { type Environment, EnvironmentReader, isPlaceholder } from './environment-reader.ts';
import { MASTER_KEY_BYTES, readJwtKeys, readMasterKeys, SHORTEST_SECRET } from './key-rings.ts';
import type { DatabaseFailure, DatabaseLocation } from './ports/database-unavailable.ts';
import type { LlmFault } from './ports/llm-fault.ts';
import type { ProviderName } from './ports/llm-provider.ts';
import { LOG_LEVELS, type LogLevel } from './ports/logger.ts';
import type { MasterKey } from './ports/master-key.ts';
import type { SigningKey } from './ports/signing-key.ts';

export interface CommonConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly jwtKeys: readonly SigningKey[];
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  readonly accessTokenTtlSeconds: number;
  readonly refreshTokenTtlSeconds: number;
  /** The base-2 logarithm of scrypt's cost. */
  readonly passwordCost: number;
  readonly llmTimeoutMs: number;
  /** How often a call is made in all, the first time included. */
  readonly llmAttempts: number;
  /** Calls of all analyses of this instance at once. The others wait. */
  readonly llmConcurrency: number;
  /** What an answer may be long, in tokens. */
  readonly llmMaxTokens: number;
  /** For a whole analysis. */
  readonly analysisTimeoutMs: number;
  /** Between two comments that keep a silent stream open. */
  readonly streamHeartbeatMs: number;
  /** How long an analysis goes on after the last reader of its stream has gone. */
  readonly streamGraceMs: number;
  readonly databaseConnectAttempts: number;
  readonly databaseConnectTimeoutMs: number;
  readonly databaseStatementTimeoutMs: number;
  readonly databasePoolSize: number;
  /** How long requests under way have to finish when the server stops. */
  readonly drainTimeoutMs: number;
  readonly logLevel: LogLevel;
  /** The first seals users' provider keys, all open them. */
  readonly masterKeys: readonly MasterKey[];
  /** Requests a minute of one user or service key. 0 is no limit, here and below. */
  readonly requestLimit: number;
  /** Registrations, logins and refreshes a minute from one address. */
  readonly signInLimit: number;
  /** Attempts in five minutes at one account's password from one address. */
  readonly passwordLimit: number;
  /** How many proxies in front are believed when they say where a request came from. */
  readonly trustedProxies: number;
  /** What /metrics asks for as a bearer token; `null` leaves it open. */
  readonly metricsToken: string | null;
}

export interface MockConfig extends CommonConfig {
  readonly mode: 'mock';
  readonly seed: string;
  /** What scripted providers shall do wrong. Set by programs alone. */
  readonly llmFaults?: Readonly<Partial<Record<ProviderName, LlmFault>>>;
  /** Providers for which the server has no key. Set by programs alone. */
  readonly keyless?: readonly ProviderName[];
  /** A boot that fails as it would with the Postgres at this location. Set by programs alone. */
  readonly database?: DatabaseLocation & { readonly fault: DatabaseFailure };
}

interface ProviderConfig {
  readonly apiKey: string | null;
  readonly baseUrl: string;
}

export interface RealConfig extends CommonConfig {
  readonly mode: 'real';
  readonly databaseUrl: string;
  readonly providers: Readonly<Record<ProviderName, ProviderConfig>>;
}

export type Config = MockConfig | RealConfig;

export const COMMON_DEFAULTS: CommonConfig = {
  host: '127.0.0.1',
  port: 8080,
  jwtKeys: [],
  jwtIssuer: 'ultra',
  jwtAudience: 'ultra',
  accessTokenTtlSeconds: 900,
  refreshTokenTtlSeconds: 2_592_000,
  passwordCost: 15,
  llmTimeoutMs: 30_000,
  llmAttempts: 3,
  llmConcurrency: 64,
  llmMaxTokens: 1_024,
  analysisTimeoutMs: 120_000,
  streamHeartbeatMs: 15_000,
  streamGraceMs: 5_000,
  databaseConnectAttempts: 5,
  databaseConnectTimeoutMs: 3_000,
  databaseStatementTimeoutMs: 10_000,
  databasePoolSize: 10,
  drainTimeoutMs: 10_000,
  logLevel: 'info',
  masterKeys: [],
  requestLimit: 1_200,
  signInLimit: 120,
  passwordLimit: 10,
  trustedProxies: 0,
  metricsToken: null,
};

const KEY_VARIABLES: Readonly<Record<ProviderName, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_API_KEY',
};
const MINIMUM_PROVIDER_KEYS = 2;
const HIGHEST_LIMIT = 1_000_000_000;

/** Turns the environment into a Config. Throws ConfigError with every problem; no message holds a value. */
export function parseConfig(env: Environment): Config {
  const reader = new EnvironmentReader(env);
  const config = readByMode(reader);
  if (config === null || reader.problems.length > 0) {
    throw new ConfigError(reader.problems);
  }
  return config;
}

function readByMode(reader: EnvironmentReader): Config | null {
  const mode = reader.text('ULTRA_MODE');
  switch (mode) {
    case 'mock':
      return { ...readCommon(reader), mode, seed: reader.text('MOCK_SEED') ?? 'ultra' };
    case 'real': {
      const common = readCommon(reader);
      if (reader.text('JWT_KEYS') === null) {
        reader.refuse('JWT_KEYS', `is required: "kid:secret", secrets of at least ${SHORTEST_SECRET} characters`);
      }
      if (reader.text('MASTER_KEYS') === null) {
        reader.refuse('MASTER_KEYS', `is required: "version:key", keys of ${MASTER_KEY_BYTES} bytes in base64`);
      }
      return { ...common, mode, databaseUrl: readDatabaseUrl(reader), providers: readProviders(reader) };
    }
    default:
      reader.refuse('ULTRA_MODE', 'is required: mock or real');
      readCommon(reader);
      return null;
  }
}

function readCommon(reader: EnvironmentReader): CommonConfig {
  const defaults = COMMON_DEFAULTS;
  const integer = (variable: string, fallback: number, [min, max]: readonly [number, number]): number =>
    reader.integer(variable, { fallback, min, max });
  return {
    host: reader.text('HOST') ?? defaults.host,
    port: integer('PORT', defaults.port, [0, 65_535]),
    jwtKeys: readJwtKeys(reader),
    jwtIssuer: reader.text('JWT_ISSUER') ?? defaults.jwtIssuer,
    jwtAudience: reader.text('JWT_AUDIENCE') ?? defaults.jwtAudience,
    accessTokenTtlSeconds: integer('ACCESS_TOKEN_TTL_SECONDS', defaults.accessTokenTtlSeconds, [1, 86_400]),
    refreshTokenTtlSeconds: integer('REFRESH_TOKEN_TTL_SECONDS', defaults.refreshTokenTtlSeconds, [1, 31_536_000]),
    passwordCost: integer('PASSWORD_COST', defaults.passwordCost, [10, 20]),
    llmTimeoutMs: integer('LLM_TIMEOUT_MS', defaults.llmTimeoutMs, [1, 600_000]),
    llmAttempts: integer('LLM_ATTEMPTS', defaults.llmAttempts, [1, 10]),
    llmConcurrency: integer('LLM_CONCURRENCY', defaults.llmConcurrency, [1, 10_000]),
    llmMaxTokens: integer('LLM_MAX_TOKENS', defaults.llmMaxTokens, [1, 16_384]),
    analysisTimeoutMs: integer('ANALYSIS_TIMEOUT_MS', defaults.analysisTimeoutMs, [1, 3_600_000]),
    streamHeartbeatMs: integer('STREAM_HEARTBEAT_MS', defaults.streamHeartbeatMs, [10, 600_000]),
    streamGraceMs: integer('STREAM_GRACE_MS', defaults.streamGraceMs, [0, 600_000]),
    databaseConnectAttempts: integer('DATABASE_CONNECT_ATTEMPTS', defaults.databaseConnectAttempts, [1, 100]),
    databaseConnectTimeoutMs: integer('DATABASE_CONNECT_TIMEOUT_MS', defaults.databaseConnectTimeoutMs, [1, 60_000]),
    databaseStatementTimeoutMs: integer(
      'DATABASE_STATEMENT_TIMEOUT_MS',
      defaults.databaseStatementTimeoutMs,
      [1, 600_000],
    ),
    databasePoolSize: integer('DATABASE_POOL_SIZE', defaults.databasePoolSize, [1, 1_000]),
    drainTimeoutMs: integer('DRAIN_TIMEOUT_MS', defaults.drainTimeoutMs, [0, 600_000]),
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS, defaults.logLevel),
    masterKeys: readMasterKeys(reader),
    requestLimit: integer('RATE_LIMIT_REQUESTS', defaults.requestLimit, [0, HIGHEST_LIMIT]),
    signInLimit: integer('RATE_LIMIT_SIGN_INS', defaults.signInLimit, [0, HIGHEST_LIMIT]),
    passwordLimit: integer('RATE_LIMIT_PASSWORDS', defaults.passwordLimit, [0, HIGHEST_LIMIT]),
    trustedProxies: integer('TRUSTED_PROXIES', defaults.trustedProxies, [0, 10]),
    metricsToken: reader.secret('METRICS_TOKEN'),
  };
}

function readDatabaseUrl(reader: EnvironmentReader): string {
  const value = reader.text('DATABASE_URL');
  if (value === null) {
    reader.refuse('DATABASE_URL', 'is required: postgres://user:password@host:port/database');
    return '';
  }
  const url = URL.parse(value);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    reader.refuse('DATABASE_URL', 'must be a postgres:// URL');
    return value;
  }
  const missing = [
    url.username === '' ? 'user' : null,
    url.password === '' ? 'password' : null,
    url.hostname === '' ? 'host' : null,
    url.pathname.length < 2 ? 'database' : null,
  ].filter((part) => part !== null);
  if (missing.length > 0) {
    reader.refuse('DATABASE_URL', `has no ${missing.join(', no ')}`);
  }
  if (isPlaceholder(decodeURIComponent(url.password))) {
    reader.refuse('DATABASE_URL', 'has a placeholder for a password');
  }
  return value;
}

function readProviders(reader: EnvironmentReader): RealConfig['providers'] {
  const read = (name: ProviderName, baseVariable: string, fallback: string): ProviderConfig => ({
    apiKey: reader.secret(KEY_VARIABLES[name]),
    baseUrl: reader.url(baseVariable, fallback),
  });
  const providers = {
    openai: read('openai', 'OPENAI_BASE_URL', 'https://api.openai.com/v1'),
    anthropic: read('anthropic', 'ANTHROPIC_BASE_URL', 'https://api.anthropic.com'),
    google: read('google', 'GOOGLE_BASE_URL', 'https://generativelanguage.googleapis.com'),
  };
  const keyless = Object.values(KEY_VARIABLES).filter((variable) => reader.text(variable) === null);
  if (Object.keys(KEY_VARIABLES).length - keyless.length < MINIMUM_PROVIDER_KEYS) {
    for (const variable of keyless) {
      reader.refuse(variable, `is missing; keys of at least ${MINIMUM_PROVIDER_KEYS} providers are required`);
    }
  }
  return providers;
}
