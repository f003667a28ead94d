import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import type { DatabasePing } from '../ports/database.ts';
import { DatabaseUnavailable } from '../ports/database-unavailable.ts';

/** Answers neither ping nor any question about its schema. */
export class DownDatabase extends MemoryDatabase {
  override async ping(): Promise<DatabasePing> {
    throw unavailable();
  }

  override async migrationsCurrent(): Promise<boolean> {
    throw unavailable();
  }
}

/** Fails with `error` when a user is sought by e-mail. */
export class BrokenDatabase extends MemoryDatabase {
  constructor(error: Error) {
    super();
    this.users.findByEmail = () => Promise.reject(error);
  }
}

export function unavailable(): DatabaseUnavailable {
  const location = { host: 'db.test', port: 5432, user: 'u', name: 'n' };
  return new DatabaseUnavailable('down', { failure: 'unreachable', sqlState: null, systemCode: null, location });
}
