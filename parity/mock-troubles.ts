import type { DatabaseFault } from '#server/adapters/database/database-faults.ts';
import { FaultyDatabase } from '#server/adapters/database/faulty-database.ts';
import { MemoryDatabase } from '#server/adapters/database/memory-database.ts';
import type { MockConfig } from '#server/config.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { DatabaseEvent, DatabaseTroubles } from './fault-schedule.ts';
import type { DatabaseFacts } from './shared-settings.ts';

export interface MockTroubles extends DatabaseTroubles {
  /** For the server. */
  readonly faulty: FaultyDatabase;
  /** Holds the rows. */
  readonly memory: MemoryDatabase;
}

export interface MockTroublesOptions {
  /** Where the database pretends to be. */
  readonly at: DatabaseFacts;
  readonly config: Pick<MockConfig, 'databasePoolSize' | 'databaseConnectTimeoutMs' | 'databaseStatementTimeoutMs'>;
  readonly logger: Logger;
}

/** What the pool of real mode says when such an event ends the connection that it keeps. */
const LOST: Readonly<Partial<Record<DatabaseEvent, string>>> = {
  refused: 'read ECONNRESET',
  reset: 'read ECONNRESET',
  stopped: 'terminating connection due to administrator command',
  restarted: 'terminating connection due to administrator command',
  'too-many-connections': 'terminating connection due to administrator command',
};

/** A database in memory to which happens what happens to a Postgres that pretends to be somewhere. */
export function mockTroubles({ at, config, logger }: MockTroublesOptions): MockTroubles {
  const { databaseHost: host, databasePort: port, databaseUser: user, databaseName: name } = at;
  const memory = new MemoryDatabase();
  const faulty = new FaultyDatabase(memory, {
    location: { host, port, user, name },
    logger,
    poolSize: config.databasePoolSize,
    connectTimeoutMs: config.databaseConnectTimeoutMs,
    statementTimeoutMs: config.databaseStatementTimeoutMs,
  });
  return {
    faulty,
    memory,
    happen: async (event) => {
      faulty.fault = toFault(event);
      const reason = LOST[event];
      if (reason !== undefined) {
        faulty.loseConnection(reason);
      }
      return 0;
    },
  };
}

/** What lasts. After the others the next connection is as good as any. */
function toFault(event: DatabaseEvent): DatabaseFault | null {
  if (event === 'none' || event === 'restarted' || event === 'reset') {
    return null;
  }
  if (event === 'stopped') {
    return 'refused';
  }
  return event === 'throttled' ? 'slow' : event;
}
