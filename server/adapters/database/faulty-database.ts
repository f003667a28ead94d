import type { Database, DatabasePing, PoolStatus, Repositories } from '../../ports/database.ts';
import type { DatabaseLocation } from '../../ports/database-unavailable.ts';
import type { Logger } from '../../ports/logger.ts';
import { type DatabaseFault, failureOf, LOCKED_MS, SLOW_MS } from './database-faults.ts';
import { PretendedLock } from './pretended-lock.ts';
import { PretendedPool } from './pretended-pool.ts';

export interface FaultyDatabaseOptions {
  readonly location: DatabaseLocation;
  readonly logger: Logger;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/** A method of a repository. */
interface Statement {
  readonly repository: keyof Repositories;
  readonly method: string;
}

type Surround = (statement: Statement, run: () => Promise<unknown>) => Promise<unknown>;

/**
 * A database whose troubles can be switched on and off. It fails as a pool of connections to Postgres at `location`
 * would: a statement or a transaction takes one of them, or waits for one.
 */
export class FaultyDatabase implements Database {
  readonly users: Repositories['users'];
  readonly sessions: Repositories['sessions'];
  readonly analyses: Repositories['analyses'];
  readonly serviceKeys: Repositories['serviceKeys'];
  readonly providerKeys: Repositories['providerKeys'];
  readonly rateLimits: Repositories['rateLimits'];
  readonly #inner: Database;
  readonly #options: FaultyDatabaseOptions;
  readonly #pool: PretendedPool;
  #fault: DatabaseFault | null = null;
  #lock: PretendedLock | null = null;

  constructor(inner: Database, options: FaultyDatabaseOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#pool = new PretendedPool({
      size: options.poolSize,
      timeoutMs: options.connectTimeoutMs,
      gaveUp: () => failureOf('pool-exhausted', options.location),
    });
    const repositories = surrounded(inner, (statement, run) =>
      this.#onConnection(async () => {
        // @note Everything else has a foreign key to accounts.
        if (statement.repository !== 'rateLimits') {
          await this.#unlocked();
        }
        await this.#meet(statement);
        return await run();
      }),
    );
    this.users = repositories.users;
    this.sessions = repositories.sessions;
    this.analyses = repositories.analyses;
    this.serviceKeys = repositories.serviceKeys;
    this.providerKeys = repositories.providerKeys;
    this.rateLimits = repositories.rateLimits;
  }

  get backend(): Database['backend'] {
    return this.#inner.backend;
  }

  /** From now on; `null` is none. */
  set fault(fault: DatabaseFault | null) {
    this.#lock?.[Symbol.dispose]();
    this.#lock = fault === 'locked' ? new PretendedLock(LOCKED_MS) : null;
    this.#fault = fault;
  }

  /** Tells what a pool tells whose idle connection ended. The next statement gets a new one. */
  loseConnection(reason: string): void {
    this.#options.logger.log('warn', 'database_connection_lost', { message: reason });
  }

  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.#onConnection(async () => {
      await this.#meet(null);
      await this.#unlocked();
      return await this.#inner.transaction(async (repositories) => {
        const failures: unknown[] = [];
        const result = await work(surrounded(repositories, (statement, run) => this.#noting(failures, statement, run)));
        if (failures.length > 0) {
          throw failures[0];
        }
        await this.#meet(null);
        return result;
      });
    });
  }

  async ping(): Promise<DatabasePing> {
    const startedAt = performance.now();
    const ping = await this.#statement(() => this.#inner.ping());
    return { ...ping, latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  }

  migrationsCurrent(): Promise<boolean> {
    return this.#statement(() => this.#inner.migrationsCurrent());
  }

  pool(): PoolStatus {
    return this.#pool.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lock?.[Symbol.dispose]();
    await this.#inner[Symbol.asyncDispose]();
  }

  #statement<T>(run: () => Promise<T>): Promise<T> {
    return this.#onConnection(async () => {
      await this.#meet(null);
      return await run();
    });
  }

  async #onConnection<T>(work: () => Promise<T>): Promise<T> {
    this.#refuse();
    return await this.#pool.use(work);
  }

  async #noting(failures: unknown[], statement: Statement, run: () => Promise<unknown>): Promise<unknown> {
    try {
      await this.#meet(statement);
    } catch (error) {
      failures.push(error);
      throw error;
    }
    return await run();
  }

  /** What a statement meets; `null` is one that names no repository, such as BEGIN. */
  async #meet(statement: Statement | null): Promise<void> {
    this.#refuse();
    const fault = this.#fault;
    if (fault === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    }
    const isInsertOfAccount = statement?.repository === 'users' && statement.method === 'insert';
    if (isInsertOfAccount && fault !== null && fault !== 'slow' && fault !== 'locked') {
      throw failureOf(fault, this.#options.location);
    }
  }

  /** Fails where nobody gets a connection, or keeps one. */
  #refuse(): void {
    if (this.#fault === 'refused' || this.#fault === 'too-many-connections') {
      throw failureOf(this.#fault, this.#options.location);
    }
  }

  async #unlocked(): Promise<void> {
    const { statementTimeoutMs, location } = this.#options;
    if (this.#lock !== null && !(await this.#lock.isReleasedWithin(statementTimeoutMs))) {
      throw failureOf('statement-timeout', location);
    }
  }
}

function surrounded(repositories: Repositories, surround: Surround): Repositories {
  return {
    users: surroundedOne(repositories, 'users', surround),
    sessions: surroundedOne(repositories, 'sessions', surround),
    analyses: surroundedOne(repositories, 'analyses', surround),
    serviceKeys: surroundedOne(repositories, 'serviceKeys', surround),
    providerKeys: surroundedOne(repositories, 'providerKeys', surround),
    rateLimits: surroundedOne(repositories, 'rateLimits', surround),
  };
}

/** The same repository, each of whose methods runs within `surround`. */
function surroundedOne<K extends keyof Repositories>(
  repositories: Repositories,
  repository: K,
  surround: Surround,
): Repositories[K] {
  return new Proxy(repositories[repository], {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') {
        return member;
      }
      return (...values: unknown[]): Promise<unknown> =>
        surround({ repository, method: String(name) }, async () => await Reflect.apply(member, target, values));
    },
  });
}
