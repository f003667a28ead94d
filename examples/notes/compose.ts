import { memoryNotes } from './memory-notes.ts';
import { createApp } from './notes.ts';
import { postgresNotes } from './postgres-notes.ts';

/** The application as its tests know it. */
export function appInMemory() {
  const notes = memoryNotes();
  return { app: createApp(notes), tables: notes.rows };
}

/** The application as it runs in production. */
export function appOnPostgres({ url }: { readonly url: string }) {
  const notes = postgresNotes(url);
  return { app: createApp(notes), close: () => notes.close() };
}
