import type { Database, DatabasePing, PoolStatus, Repositories } from '../../ports/database.ts';
import { type DatabaseFailure, type DatabaseLocation, DatabaseUnavailable } from '../../ports/database-unavailable.ts';
import type { Logger } from '../../ports/logger.ts';

/**
 * What can happen to a database that was there when the server started. `refused` and `too-many-connections` meet every
 * statement; the others meet an account that is to be inserted, in the middle of its statement.
 */
export const DATABASE_FAULTS = ['refused', 'too-many-connections', 'terminated', 'cancelled', 'disk-full'] as const;

export type DatabaseFault = (typeof DATABASE_FAULTS)[number];

/** What Postgres says, in its own words (appendix A of its manual for the states). */
export const DISK_FULL = 'could not extend file: No space left on device';

const MEETS_EVERYTHING: ReadonlySet<DatabaseFault> = new Set(['refused', 'too-many-connections']);

/** A database whose troubles can be switched on and off. It fails as Postgres at `location` would. */
export class FaultyDatabase implements Database {
  readonly users: Repositories['users'];
  readonly sessions: Repositories['sessions'];
  readonly analyses: Repositories['analyses'];
  readonly serviceKeys: Repositories['serviceKeys'];
  readonly providerKeys: Repositories['providerKeys'];
  readonly rateLimits: Repositories['rateLimits'];
  readonly #inner: Database;
  readonly #location: DatabaseLocation;
  readonly #logger: Logger;
  #fault: DatabaseFault | null = null;

  constructor(inner: Database, options: { readonly location: DatabaseLocation; readonly logger: Logger }) {
    this.#inner = inner;
    this.#location = options.location;
    this.#logger = options.logger;
    const guarded = this.#guarded(inner, []);
    this.users = guarded.users;
    this.sessions = guarded.sessions;
    this.analyses = guarded.analyses;
    this.serviceKeys = guarded.serviceKeys;
    this.providerKeys = guarded.providerKeys;
    this.rateLimits = guarded.rateLimits;
  }

  get backend(): Database['backend'] {
    return this.#inner.backend;
  }

  /** From now on; `null` is none. */
  set fault(fault: DatabaseFault | null) {
    this.#fault = fault;
  }

  /** Tells what a pool tells whose idle connection ended. The next statement gets a new one. */
  loseConnection(reason: string): void {
    this.#logger.log('warn', 'database_connection_lost', { message: reason });
  }

  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.#unlessGone(() =>
      this.#inner.transaction(async (repositories) => {
        const failures: unknown[] = [];
        const result = await work(this.#guarded(repositories, failures));
        if (failures.length > 0) {
          throw failures[0];
        }
        return result;
      }),
    );
  }

  ping(): Promise<DatabasePing> {
    return this.#unlessGone(() => this.#inner.ping());
  }

  migrationsCurrent(): Promise<boolean> {
    return this.#unlessGone(() => this.#inner.migrationsCurrent());
  }

  pool(): PoolStatus {
    return this.#inner.pool();
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#inner[Symbol.asyncDispose]();
  }

  async #unlessGone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#fault !== null && MEETS_EVERYTHING.has(this.#fault)) {
      throw failureOf(this.#fault, this.#location);
    }
    return await work();
  }

  #guarded(repositories: Repositories, failures: unknown[]): Repositories {
    const check = (isInsertOfUser: boolean): void => {
      const fault = this.#fault;
      if (fault === null || !(isInsertOfUser || MEETS_EVERYTHING.has(fault))) {
        return;
      }
      const failure = failureOf(fault, this.#location);
      failures.push(failure);
      throw failure;
    };
    return {
      users: checking(repositories.users, (method) => check(method === 'insert')),
      sessions: checking(repositories.sessions, () => check(false)),
      analyses: checking(repositories.analyses, () => check(false)),
      serviceKeys: checking(repositories.serviceKeys, () => check(false)),
      providerKeys: checking(repositories.providerKeys, () => check(false)),
      rateLimits: checking(repositories.rateLimits, () => check(false)),
    };
  }
}

/** The same repository, whose methods reject when `check` throws. */
function checking<T extends object>(repository: T, check: (method: string) => void): T {
  return new Proxy(repository, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') {
        return member;
      }
      return async (...values: unknown[]): Promise<unknown> => {
        check(String(name));
        return await Reflect.apply(member, target, values);
      };
    },
  });
}

function failureOf(fault: DatabaseFault, location: DatabaseLocation): DatabaseUnavailable {
  const failure: DatabaseFailure = 'unreachable';
  const states: Readonly<Record<DatabaseFault, readonly [sqlState: string | null, message: string]>> = {
    refused: [null, `connect ECONNREFUSED ${location.host}:${location.port}`],
    'too-many-connections': ['53300', `too many connections for database "${location.name}"`],
    terminated: ['57P01', 'terminating connection due to administrator command'],
    cancelled: ['57014', 'canceling statement due to user request'],
    'disk-full': ['53100', DISK_FULL],
  };
  const [sqlState, message] = states[fault];
  const systemCode = fault === 'refused' ? 'ECONNREFUSED' : null;
  return new DatabaseUnavailable(message, { failure, sqlState, systemCode, location });
}
