import pg from 'pg';
import type { Note, Notes } from './notes.ts';

export const SCHEMA = `
  create table notes (
    id int generated always as identity primary key,
    text text not null,
    pinned boolean not null
  )`;

/** What runs in production. */
export function postgresNotes(url: string): Notes & { close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  return {
    add: async ({ text, pinned }) => {
      const { rows } = await pool.query<Note>('insert into notes (text, pinned) values ($1, $2) returning *', [
        text,
        pinned,
      ]);
      return rows[0] as Note;
    },
    find: async (id) => (await pool.query<Note>('select * from notes where id = $1', [id])).rows[0],
    list: async () => (await pool.query<Note>(`select * from notes order by pinned ${PINNED_ORDER}, id desc`)).rows,
    close: () => pool.end(),
  };
}

/** A bug that can be planted: pinned notes come last. */
const PINNED_ORDER = process.env['NOTES_BUG'] === undefined ? 'desc' : 'asc';
