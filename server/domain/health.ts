import type { DatabaseBackend, PoolStatus } from '../ports/database.ts';
import { DatabaseUnavailable } from '../ports/database-unavailable.ts';
import { PROVIDERS, type ProviderName, type ProviderStatus } from '../ports/llm-provider.ts';
import type { Ports } from '../ports/ports.ts';
import { lostMasterKeys } from './key-rotation.ts';

type HealthPorts = Pick<Ports, 'database' | 'llm'>;

export interface DatabaseHealth {
  readonly status: 'ok' | 'unreachable';
  readonly backend: DatabaseBackend;
  readonly version: string | null;
  readonly latencyMs: number | null;
}

export interface ProviderHealth {
  readonly status: ProviderStatus;
}

export interface ServicesHealth {
  readonly database: DatabaseHealth;
  readonly llm: Readonly<Record<ProviderName, ProviderHealth>>;
}

export interface HealthDetail {
  readonly pool: PoolStatus;
  readonly migrations: 'current' | 'pending' | 'unknown';
  /** `lost`: provider keys of users are sealed under a master key that is not in the ring. */
  readonly masterKeys: 'ok' | 'lost' | 'unknown';
}

export interface Readiness {
  readonly isReady: boolean;
  readonly checks: {
    readonly database: 'ok' | 'unreachable';
    readonly migrations: 'current' | 'pending' | 'unknown';
    readonly llm: 'ok' | 'insufficient';
    readonly process: 'running' | 'stopping';
  };
}

const MINIMUM_PROVIDERS = 2;
/** These need a person. The others heal by themselves, and only traffic can show that they have. */
const HOPELESS: readonly ProviderStatus[] = ['missing_key', 'unauthorized'];
const HEALTHY: readonly ProviderStatus[] = ['unverified', 'usable'];

export async function servicesHealth(ports: HealthPorts): Promise<ServicesHealth> {
  return {
    database: await databaseHealth(ports),
    llm: {
      openai: providerHealth(ports, 'openai'),
      anthropic: providerHealth(ports, 'anthropic'),
      google: providerHealth(ports, 'google'),
    },
  };
}

export function overallStatus(services: ServicesHealth): 'ok' | 'degraded' {
  const isWhole =
    services.database.status === 'ok' && PROVIDERS.every((name) => HEALTHY.includes(services.llm[name].status));
  return isWhole ? 'ok' : 'degraded';
}

export function providerHealth({ llm }: Pick<Ports, 'llm'>, name: ProviderName): ProviderHealth {
  return { status: llm[name].status };
}

export async function databaseHealth({ database }: Pick<Ports, 'database'>): Promise<DatabaseHealth> {
  const ping = await unlessUnavailable(() => database.ping());
  return ping === null
    ? { status: 'unreachable', backend: database.backend, version: null, latencyMs: null }
    : { status: 'ok', ...ping };
}

export async function healthDetail(ports: Pick<Ports, 'database' | 'vault'>): Promise<HealthDetail> {
  const lost = await unlessUnavailable(() => lostMasterKeys(ports));
  const masterKeys = lost === null ? 'unknown' : lost.length === 0 ? 'ok' : 'lost';
  return { pool: ports.database.pool(), migrations: await migrationsStatus(ports), masterKeys };
}

/**
 * May this instance take traffic: database reachable, migrations current, two providers that can be asked, and not about
 * to stop.
 */
export async function readiness(ports: HealthPorts, isDraining: boolean): Promise<Readiness> {
  const database = (await databaseHealth(ports)).status;
  const migrations = await migrationsStatus(ports);
  const askable = PROVIDERS.filter((name) => !HOPELESS.includes(ports.llm[name].status));
  const llm = askable.length >= MINIMUM_PROVIDERS ? 'ok' : 'insufficient';
  const isReady = database === 'ok' && migrations === 'current' && llm === 'ok' && !isDraining;
  const process = isDraining ? 'stopping' : 'running';
  return { isReady, checks: { database, migrations, llm, process } };
}

async function migrationsStatus({ database }: Pick<Ports, 'database'>): Promise<HealthDetail['migrations']> {
  const isCurrent = await unlessUnavailable(() => database.migrationsCurrent());
  if (isCurrent === null) {
    return 'unknown';
  }
  return isCurrent ? 'current' : 'pending';
}

async function unlessUnavailable<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseUnavailable) {
      return null;
    }
    throw error;
  }
}
