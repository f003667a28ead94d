import { systemClock } from './adapters/clock/system-clock.ts';
import { connecting } from './adapters/database/connecting.ts';
import { MemoryDatabase } from './adapters/database/memory-database.ts';
import { MigrationConflict } from './adapters/database/migration-conflict.ts';
import { PostgresDatabase } from './adapters/database/postgres-database.ts';
import { randomIds } from './adapters/ids/random-ids.ts';
import { keylessProvider } from './adapters/llm/keyless-provider.ts';
import { lazyProvider } from './adapters/llm/lazy-provider.ts';
import { Gate, limited } from './adapters/llm/limited.ts';
import { metered } from './adapters/llm/metered.ts';
import { monitored } from './adapters/llm/monitored.ts';
import { retrying } from './adapters/llm/retrying.ts';
import { ScriptedProvider } from './adapters/llm/scripted-provider.ts';
import { PinoLogger } from './adapters/log/pino-logger.ts';
import { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { ScryptHasher } from './adapters/passwords/scrypt-hasher.ts';
import { ephemeralKey } from './adapters/tokens/ephemeral-key.ts';
import { JwtTokens } from './adapters/tokens/jwt-tokens.ts';
import { AesKeyVault } from './adapters/vault/aes-key-vault.ts';
import { ephemeralMasterKey } from './adapters/vault/ephemeral-master-key.ts';
import { databaseBootError, migrationBootError } from './boot-error.ts';
import type { CommonConfig, Config, MockConfig, RealConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';
import { DatabaseUnavailable } from './ports/database-unavailable.ts';
import type { KeyVault } from './ports/key-vault.ts';
import type { LlmProvider, MonitoredProvider, ProviderName } from './ports/llm-provider.ts';
import type { MasterKey } from './ports/master-key.ts';
import type { Ports } from './ports/ports.ts';
import type { SigningKey } from './ports/signing-key.ts';

/** The ports of mock mode, with the doubles behind them, which can be asked what happened. */
export interface MockPorts extends Ports {
  readonly doubles: {
    readonly database: MemoryDatabase;
    readonly providers: Readonly<Record<ProviderName, ScriptedProvider>>;
  };
}

/** Ports that take the place of composed ones. They stay the caller's to dispose. */
export type Overrides = Partial<Omit<Ports, typeof Symbol.asyncDispose>>;

type SharedPorts = Pick<Ports, 'clock' | 'ids' | 'logger' | 'metrics' | 'passwords' | 'tokens' | 'vault'>;

/**
 * The composition root: the only place that knows which adapters a mode has.
 * @throws BootError when the database cannot be used, ConfigError when there is no key to sign tokens with
 */
export async function compose(config: MockConfig, overrides?: Overrides): Promise<MockPorts>;
export async function compose(config: Config, overrides?: Overrides): Promise<Ports>;
export async function compose(config: Config, overrides: Overrides = {}): Promise<Ports> {
  switch (config.mode) {
    case 'mock':
      return composeMock(config, overrides);
    case 'real':
      return composeReal(config, overrides);
    default:
      config satisfies never;
      throw new TypeError('Unknown mode'); // never print the config: it holds secrets
  }
}

async function composeMock(config: MockConfig, overrides: Overrides): Promise<MockPorts> {
  await using opened = new AsyncDisposableStack();
  const keys = config.jwtKeys.length === 0 ? [ephemeralKey()] : config.jwtKeys;
  const masterKeys = config.masterKeys.length === 0 ? [ephemeralMasterKey()] : config.masterKeys;
  const shared = sharedPorts({ ...config, jwtKeys: keys, masterKeys }, overrides);
  const memory = new MemoryDatabase(
    config.database === undefined ? {} : { fault: config.database.fault, location: config.database },
  );
  const scripted = byProvider((provider) => {
    const fault = config.llmFaults?.[provider];
    const script = { provider, seed: config.seed, clock: shared.clock, timeoutMs: config.llmTimeoutMs };
    return new ScriptedProvider(fault === undefined ? script : { ...script, fault });
  });
  const connect = async (): Promise<Database> => opened.use(await memory.connect());
  const database = overrides.database ?? (await connected(connect, config, shared.clock));
  const gate = new Gate(config.llmConcurrency);
  const llmWithKey =
    overrides.llmWithKey ??
    ((provider, apiKey) =>
      patient(limited(metered(scripted[provider].withKey(apiKey), shared.metrics), gate), config, shared.clock));
  const llm =
    overrides.llm ??
    byProvider((provider) =>
      serverProvider(provider, { apiKey: config.keyless?.includes(provider) ? null : '', llmWithKey }),
    );
  return {
    ...shared,
    database,
    llm,
    llmWithKey,
    doubles: { database: memory, providers: scripted },
    ...owning(opened),
  };
}

async function composeReal(config: RealConfig, overrides: Overrides): Promise<Ports> {
  await using opened = new AsyncDisposableStack();
  const shared = sharedPorts(config, overrides);
  const connect = async (): Promise<Database> =>
    opened.use(
      await PostgresDatabase.connect({
        databaseUrl: config.databaseUrl,
        poolSize: config.databasePoolSize,
        connectTimeoutMs: config.databaseConnectTimeoutMs,
        statementTimeoutMs: config.databaseStatementTimeoutMs,
        logger: shared.logger,
      }),
    );
  const database = overrides.database ?? (await connected(connect, config, shared.clock));
  const gate = new Gate(config.llmConcurrency);
  const llmWithKey =
    overrides.llmWithKey ??
    ((provider, apiKey) => {
      const { baseUrl } = config.providers[provider];
      const sdk = sdkProvider(provider, { apiKey, baseUrl, timeoutMs: config.llmTimeoutMs });
      return patient(limited(metered(sdk, shared.metrics), gate), config, shared.clock);
    });
  const llm =
    overrides.llm ??
    byProvider((provider) => serverProvider(provider, { apiKey: config.providers[provider].apiKey, llmWithKey }));
  return { ...shared, database, llm, llmWithKey, ...owning(opened) };
}

function sharedPorts(config: CommonConfig, overrides: Overrides): SharedPorts {
  const clock = overrides.clock ?? systemClock;
  return {
    clock,
    ids: overrides.ids ?? randomIds,
    logger: overrides.logger ?? new PinoLogger({ level: config.logLevel, clock }),
    metrics: overrides.metrics ?? new PrometheusMetrics(),
    passwords: overrides.passwords ?? new ScryptHasher({ ln: config.passwordCost }),
    tokens: overrides.tokens ?? jwtTokens(config.jwtKeys, config, clock),
    vault: overrides.vault ?? keyVault(config.masterKeys),
  };
}

function jwtTokens(keys: readonly SigningKey[], config: CommonConfig, clock: Clock): JwtTokens {
  const [first, ...others] = keys;
  if (first === undefined) {
    throw new ConfigError([{ variable: 'JWT_KEYS', message: 'is required' }]);
  }
  return new JwtTokens({ keys: [first, ...others], issuer: config.jwtIssuer, audience: config.jwtAudience }, clock);
}

/** @throws ConfigError when there is no master key */
function keyVault(keys: readonly MasterKey[]): KeyVault {
  const [first, ...others] = keys;
  if (first === undefined) {
    throw new ConfigError([{ variable: 'MASTER_KEYS', message: 'is required' }]);
  }
  return new AesKeyVault([first, ...others]);
}

async function connected(connect: () => Promise<Database>, config: CommonConfig, clock: Clock): Promise<Database> {
  try {
    return await connecting(connect, { attempts: config.databaseConnectAttempts, clock });
  } catch (error) {
    if (error instanceof DatabaseUnavailable) {
      throw databaseBootError(error);
    }
    throw error instanceof MigrationConflict ? migrationBootError(error) : error;
  }
}

/** A provider with the server's own key. */
function serverProvider(
  provider: ProviderName,
  { apiKey, llmWithKey }: Pick<Ports, 'llmWithKey'> & { readonly apiKey: string | null },
): MonitoredProvider {
  return apiKey === null
    ? monitored(keylessProvider(provider), 'missing_key')
    : monitored(llmWithKey(provider, apiKey));
}

function sdkProvider(
  provider: ProviderName,
  options: { readonly apiKey: string; readonly baseUrl: string; readonly timeoutMs: number },
): LlmProvider {
  switch (provider) {
    case 'openai':
      return lazyProvider(provider, async () => {
        const { OpenAiProvider } = await import('./adapters/llm/openai-provider.ts');
        return new OpenAiProvider(options);
      });
    case 'anthropic':
      return lazyProvider(provider, async () => {
        const { AnthropicProvider } = await import('./adapters/llm/anthropic-provider.ts');
        return new AnthropicProvider(options);
      });
    case 'google':
      return lazyProvider(provider, async () => {
        const { GoogleProvider } = await import('./adapters/llm/google-provider.ts');
        return new GoogleProvider(options);
      });
    default:
      provider satisfies never;
      throw new TypeError(`Unknown provider ${String(provider)}`);
  }
}

function patient(provider: LlmProvider, config: CommonConfig, clock: Clock): LlmProvider {
  return retrying(provider, { attempts: config.llmAttempts, clock });
}

function byProvider<T>(make: (provider: ProviderName) => T): Readonly<Record<ProviderName, T>> {
  return { openai: make('openai'), anthropic: make('anthropic'), google: make('google') };
}

function owning(opened: AsyncDisposableStack): AsyncDisposable {
  const owned = opened.move();
  return { [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
