import { PostgresStartFailed } from '../errors/postgres-start-failed.ts';
import { PostgresUnavailable, type RefusedProvider } from '../errors/postgres-unavailable.ts';
import type { PostgresConnection } from './connection.ts';
import type { PostgresControl, PostgresNetwork, ProviderName, RunningPostgres } from './provider.ts';
import { chain, PROVIDERS } from './providers.ts';
import { postgresMajor } from './settings.ts';
import { identify, proveRejectsWrongPassword } from './witness.ts';

/** The proof of which Postgres a run used. */
export interface PostgresWitness {
  readonly provider: ProviderName;
  readonly version: string;
  /** Of the version, as a text: a policy may ask for several, and numbers of targets are added up. */
  readonly major: string;
  /** From pg_control_system(). Servers copied from one prepared cluster share it; `startedAt` tells them apart. */
  readonly systemIdentifier: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly image: string | null;
  readonly rejectsWrongPassword: true;
}

/** A running Postgres. Disposing stops it and removes what it wrote, unless the provider is `url`. */
export interface PostgresServer extends AsyncDisposable {
  readonly provider: ProviderName;
  readonly reason: string;
  readonly witness: PostgresWitness;
  readonly connection: PostgresConnection;
  /** Null unless the server is a container. */
  readonly network: PostgresNetwork | null;
  /** Null unless it was asked to be `restartable`, and always for `url`. */
  readonly power: PostgresControl | null;
}

export interface StartPostgresOptions {
  /** Undefined: PARITY_POSTGRES of `env`, else the first of the chain that passes its preflight. */
  readonly provider?: ProviderName | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runId: string;
  /** For a server that one scenario has for itself, and stops. In a container its data then lie on a disk. */
  readonly restartable?: boolean;
  readonly progress?: (line: string) => void;
}

/**
 * Starts the first Postgres of the chain url, container, embedded that passes its preflight, or the one that is named.
 * Throws PARITY_POSTGRES_UNAVAILABLE (also for a named provider that is not there: nothing replaces it),
 * PARITY_POSTGRES_START_FAILED and PARITY_POSTGRES_TRUSTS_ANYONE. A server that failed its proof is stopped again.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const { env, runId, restartable = false, progress = () => undefined } = options;
  const context = { env, runId, restartable, progress };
  const refused: RefusedProvider[] = [];
  const named = options.provider ?? options.env['PARITY_POSTGRES'];
  for (const name of chain(named)) {
    const prepared = await PROVIDERS[name]({ ...context, mayPull: true });
    if (prepared.available) {
      const skipped = refused.map((other) => `${other.name} was not taken: ${other.why}`);
      const reason = [`${name}${named ? ', as asked' : ''}: ${prepared.detail}`, ...skipped].join(' ');
      context.progress(`Postgres by ${reason}`);
      return proved({ name, reason, start: prepared.start, major: postgresMajor(options.env) });
    }
    refused.push({ name, why: prepared.why, next: prepared.next });
    if (prepared.final) {
      break;
    }
  }
  throw new PostgresUnavailable(refused);
}

interface Chosen {
  readonly name: ProviderName;
  readonly reason: string;
  readonly start: () => Promise<RunningPostgres>;
  readonly major: number;
}

async function proved({ name, reason, start, major }: Chosen): Promise<PostgresServer> {
  await using stack = new AsyncDisposableStack();
  const running = stack.use(await start());
  const { version, systemIdentifier, startedAt } = await identify(running.connection);
  if (!version.startsWith(`${major}.`)) {
    throw new PostgresStartFailed(`Postgres by ${name} is version ${version}; it must be ${major}.`, {
      hint: 'Use an image or a server of that major version, so that every provider runs the same engine.',
    });
  }
  await proveRejectsWrongPassword(running.connection);
  const owned = stack.move();
  return {
    provider: name,
    reason,
    connection: running.connection,
    network: running.network,
    power: running.power,
    witness: {
      provider: name,
      version,
      major: `${major}`,
      systemIdentifier,
      startedAt,
      image: running.image,
      rejectsWrongPassword: true,
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
