import type { Database, DatabasePing, PoolStatus, Repositories } from '../../ports/database.ts';
import { type DatabaseFailure, type DatabaseLocation, DatabaseUnavailable } from '../../ports/database-unavailable.ts';
import { memoryRepositories } from './memory-repositories.ts';
import { copyTables, emptyTables, type Tables } from './memory-tables.ts';
import type { Row } from './rows.ts';

export interface MemoryDatabaseOptions {
  /** Makes `connect` fail as Postgres at `location` would. */
  readonly fault?: DatabaseFailure;
  readonly location?: DatabaseLocation;
}

const NOWHERE: DatabaseLocation = { host: 'memory', port: 0, user: 'memory', name: 'memory' };

/**
 * The database of mock mode: the tables of the SQL schema in memory, under the same rules. Writes happen one after
 * another; a transaction works on a copy, which replaces the tables when it commits.
 */
export class MemoryDatabase implements Database {
  readonly backend = 'memory';
  readonly users: Repositories['users'];
  readonly sessions: Repositories['sessions'];
  readonly analyses: Repositories['analyses'];
  readonly serviceKeys: Repositories['serviceKeys'];
  readonly providerKeys: Repositories['providerKeys'];
  readonly rateLimits: Repositories['rateLimits'];
  readonly #options: MemoryDatabaseOptions;
  #tables: Tables = emptyTables();
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(options: MemoryDatabaseOptions = {}) {
    this.#options = options;
    const repositories = memoryRepositories({
      read: async (work) => work(this.#tables),
      write: (work) => this.#exclusively(async () => this.#atOnce(work)),
    });
    this.users = repositories.users;
    this.sessions = repositories.sessions;
    this.analyses = repositories.analyses;
    this.serviceKeys = repositories.serviceKeys;
    this.providerKeys = repositories.providerKeys;
    this.rateLimits = repositories.rateLimits;
  }

  /** Throws DatabaseUnavailable when the options ask for a fault. */
  async connect(): Promise<this> {
    const { fault, location = NOWHERE } = this.#options;
    if (fault !== undefined) {
      throw simulatedFailure(fault, location);
    }
    return this;
  }

  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.#exclusively(async () => {
      const copy = copyTables(this.#tables);
      const failures: unknown[] = [];
      const result = await work(
        memoryRepositories({
          read: async (query) => query(copy),
          write: async (change) => noting(failures, () => change(copy)),
        }),
      );
      if (failures.length > 0) {
        throw failures[0];
      }
      this.#tables = copy;
      return result;
    });
  }

  async ping(): Promise<DatabasePing> {
    return { backend: this.backend, version: 'in-memory', latencyMs: 0 };
  }

  async migrationsCurrent(): Promise<boolean> {
    return true;
  }

  pool(): PoolStatus {
    return { total: 0, idle: 0, waiting: 0 };
  }

  /** Every row by table, under the names and in the formats of the SQL schema, in the order of insertion. */
  dump(): Record<string, Row[]> {
    const tables = structuredClone(this.#tables);
    return {
      users: [...tables.users.values()],
      sessions: [...tables.sessions.values()],
      analyses: [...tables.analyses.values()],
      analysis_calls: [...tables.analysisCalls.values()],
      idempotency_keys: [...tables.idempotencyKeys.values()],
      service_keys: [...tables.serviceKeys.values()],
      provider_keys: [...tables.providerKeys.values()],
      rate_limits: [...tables.rateLimits.values()],
    };
  }

  /** As with a real one, the rows outlive the server: whoever holds the double can still read them. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lastWrite;
  }

  /** All of `work` or nothing. */
  #atOnce<T>(work: (tables: Tables) => T): T {
    const copy = copyTables(this.#tables);
    const result = work(copy);
    this.#tables = copy;
    return result;
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(work);
    // The next writer waits for this one and does not care how it ended; the caller of this one does.
    this.#lastWrite = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }
}

function noting<T>(failures: unknown[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    failures.push(error);
    throw error;
  }
}

function simulatedFailure(failure: DatabaseFailure, location: DatabaseLocation): DatabaseUnavailable {
  switch (failure) {
    case 'authentication':
      return new DatabaseUnavailable(`password authentication failed for user "${location.user}"`, {
        failure,
        sqlState: '28P01',
        systemCode: null,
        location,
      });
    case 'missing-database':
      return new DatabaseUnavailable(`database "${location.name}" does not exist`, {
        failure,
        sqlState: '3D000',
        systemCode: null,
        location,
      });
    case 'unreachable':
      return new DatabaseUnavailable(`connect ECONNREFUSED ${location.host}:${location.port}`, {
        failure,
        sqlState: null,
        systemCode: 'ECONNREFUSED',
        location,
      });
    default:
      failure satisfies never;
      throw new TypeError(`Unknown failure ${String(failure)}`);
  }
}
