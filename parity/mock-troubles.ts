import { type DatabaseFault, FaultyDatabase } from '#server/adapters/database/faulty-database.ts';
import { MemoryDatabase } from '#server/adapters/database/memory-database.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { DatabaseEvent, DatabaseTroubles } from './fault-schedule.ts';
import type { DatabaseFacts } from './shared-settings.ts';

export interface MockTroubles extends DatabaseTroubles {
  /** For the server. */
  readonly faulty: FaultyDatabase;
  /** Holds the rows. */
  readonly memory: MemoryDatabase;
}

/** What the pool of real mode says when such an event ends the connection that it keeps. */
const LOST: Readonly<Partial<Record<DatabaseEvent, string>>> = {
  refused: 'read ECONNRESET',
  reset: 'read ECONNRESET',
  restarted: 'terminating connection due to administrator command',
  'too-many-connections': 'terminating connection due to administrator command',
};

/** A database in memory to which happens what happens to a Postgres that pretends to be at this place. */
export function mockTroubles(at: DatabaseFacts, logger: Logger): MockTroubles {
  const { databaseHost: host, databasePort: port, databaseUser: user, databaseName: name } = at;
  const memory = new MemoryDatabase();
  const faulty = new FaultyDatabase(memory, { location: { host, port, user, name }, logger });
  return {
    faulty,
    memory,
    happen: async (event) => {
      faulty.fault = isOver(event) ? null : event;
      const reason = LOST[event];
      if (reason !== undefined) faulty.loseConnection(reason);
      return 0;
    },
  };
}

/** Troubles that end by themselves: the next connection is as good as any. */
function isOver(event: DatabaseEvent): event is Exclude<DatabaseEvent, DatabaseFault> {
  return event === 'none' || event === 'restarted' || event === 'reset';
}
