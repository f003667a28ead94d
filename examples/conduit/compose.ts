import session from 'express-session';
import pg from 'pg';
import { createApp } from './app.ts';
import { MemoryStore } from './memory-store.ts';
import { PostgresStore } from './postgres-store.ts';
import { PostgresSessions, readSessions } from './sessions.ts';

// A timestamp without a zone is one in UTC here, whatever the zone of the machine.
const TIMESTAMP = 1114;
pg.types.setTypeParser(TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`));
pg.defaults.parseInputDatesAsUTC = true;

/** The application as its tests know it. */
export function appInMemory() {
  const store = new MemoryStore();
  const sessions = new session.MemoryStore();
  return {
    app: createApp(store, sessions),
    tables: async () => ({ ...(await store.rows()), sessions: await readSessions(sessions) }),
  };
}

/** The application as it runs in production. */
export function appOnPostgres({ url }: { readonly url: string }) {
  const pool = new pg.Pool({ connectionString: url, max: 4, options: '-c timezone=UTC' });
  return { app: createApp(new PostgresStore(pool), new PostgresSessions(pool)), close: () => pool.end() };
}
