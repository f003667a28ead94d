import pg from 'pg';
import type { Database, DatabasePing, PoolStatus, Repositories } from '../../ports/database.ts';
import type { DatabaseLocation } from '../../ports/database-unavailable.ts';
import type { Logger } from '../../ports/logger.ts';
import { migrate, missingMigrations, readLedger, readMigrations } from './migrate.ts';
import { MigrationConflict } from './migration-conflict.ts';
import { translatePostgresError } from './postgres-errors.ts';
import { postgresRepositories } from './postgres-repositories.ts';
import type { QueryResult, RunQuery } from './postgres-statements.ts';

export interface PostgresOptions {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly logger: Logger;
}

const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;

/** Rows come as the port's rows do: numerics as numbers, times as ISO 8601 in UTC. */
const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === NUMERIC) {
      return Number;
    }
    if (format !== 'binary' && oid === TIMESTAMPTZ) {
      return (value: string) => new Date(value).toISOString();
    }
    return format === 'binary' ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid, 'text');
  },
};

/** The database of real mode: a pool of connections to one Postgres database, migrated when it is opened. */
export class PostgresDatabase implements Database {
  readonly backend = 'postgres';
  readonly users: Repositories['users'];
  readonly sessions: Repositories['sessions'];
  readonly analyses: Repositories['analyses'];
  readonly serviceKeys: Repositories['serviceKeys'];
  readonly providerKeys: Repositories['providerKeys'];
  readonly rateLimits: Repositories['rateLimits'];
  readonly #pool: pg.Pool;
  readonly #location: DatabaseLocation;

  private constructor(options: PostgresOptions, location: DatabaseLocation) {
    this.#location = location;
    this.#pool = new pg.Pool({
      connectionString: options.databaseUrl,
      application_name: 'ultra',
      max: options.poolSize,
      connectionTimeoutMillis: options.connectTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      types: TYPES,
    });
    // @note An idle connection that the server closes ends the process unless somebody listens; the pool replaces it.
    this.#pool.on('error', (error) => {
      options.logger.log('warn', 'database_connection_lost', { message: error.message });
    });
    const repositories = postgresRepositories(
      (sql, values) => this.#run(this.#pool, sql, values),
      (work) => this.#atomically(work),
    );
    this.users = repositories.users;
    this.sessions = repositories.sessions;
    this.analyses = repositories.analyses;
    this.serviceKeys = repositories.serviceKeys;
    this.providerKeys = repositories.providerKeys;
    this.rateLimits = repositories.rateLimits;
  }

  /** Applies missing migrations. @throws DatabaseUnavailable, MigrationConflict */
  static async connect(options: PostgresOptions): Promise<PostgresDatabase> {
    const location = locationOf(options.databaseUrl);
    try {
      await migrate(options.databaseUrl, { connectTimeoutMs: options.connectTimeoutMs });
    } catch (error) {
      throw translatePostgresError(error, location);
    }
    return new PostgresDatabase(options, location);
  }

  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.#atomically((query) => work(postgresRepositories(query, (inner) => inner(query))));
  }

  async ping(): Promise<DatabasePing> {
    const startedAt = performance.now();
    const { rows } = await this.#run<{ server_version: string }>(this.#pool, 'SHOW server_version', []);
    const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
    return { backend: this.backend, version: rows[0]?.server_version ?? null, latencyMs };
  }

  async migrationsCurrent(): Promise<boolean> {
    try {
      return missingMigrations(await readMigrations(), await readLedger(this.#pool)).length === 0;
    } catch (error) {
      if (error instanceof MigrationConflict) {
        return false;
      }
      throw translatePostgresError(error, this.#location);
    }
  }

  pool(): PoolStatus {
    return { total: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }

  async #atomically<T>(work: (query: RunQuery) => Promise<T>): Promise<T> {
    const client = await this.#checkOut();
    let broken: Error | undefined;
    // @note A checked-out connection is not covered by the pool's listener.
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      await this.#run(client, 'BEGIN', []);
      const failures: unknown[] = [];
      const result = await work(this.#runNoting(client, failures));
      if (failures.length > 0) {
        // @note Postgres answers a COMMIT after a failed statement with a silent ROLLBACK.
        throw failures[0];
      }
      await this.#run(client, 'COMMIT', []);
      return result;
    } catch (error) {
      broken ??= await rolledBack(client);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  #runNoting(client: pg.PoolClient, failures: unknown[]): RunQuery {
    return async (sql, values) => {
      try {
        return await this.#run(client, sql, values);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    };
  }

  async #checkOut(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translatePostgresError(error, this.#location);
    }
  }

  async #run<R>(on: pg.Pool | pg.PoolClient, sql: string, values: readonly unknown[]): Promise<QueryResult<R>> {
    try {
      const { rows, rowCount } = await on.query(sql, [...values]);
      return { rows, count: rowCount ?? 0 };
    } catch (error) {
      throw translatePostgresError(error, this.#location);
    }
  }
}

/** What makes the connection unfit for the pool, if anything. */
async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('ROLLBACK failed', { cause: error });
  }
}

function locationOf(databaseUrl: string): DatabaseLocation {
  const url = new URL(databaseUrl);
  const port = url.port === '' ? 5432 : Number(url.port);
  const name = decodeURIComponent(url.pathname.slice(1));
  return { host: url.hostname, port, user: decodeURIComponent(url.username), name };
}
