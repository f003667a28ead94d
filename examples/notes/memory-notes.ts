import type { Note, Notes } from './notes.ts';

/** The double that the tests of this application use. */
export function memoryNotes(): Notes & { rows(): Promise<Record<string, Note[]>> } {
  const notes: Note[] = [];
  return {
    add: async (note) => {
      const added = { id: notes.length + 1, ...note };
      notes.push(added);
      return added;
    },
    find: async (id) => notes.find((note) => note.id === id),
    /** As a table of the database would hold them. */
    rows: async () => ({ notes: structuredClone(notes) }),
    list: async () => notes.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.id - a.id),
  };
}
