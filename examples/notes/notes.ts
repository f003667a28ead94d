import express, { type Express } from 'express';

export interface Note {
  readonly id: number;
  readonly text: string;
  readonly pinned: boolean;
}

/** What the application keeps its notes in. */
export interface Notes {
  add(note: Omit<Note, 'id'>): Promise<Note>;
  find(id: number): Promise<Note | undefined>;
  /** Pinned notes first, and then the latest first. */
  list(): Promise<readonly Note[]>;
}

export function createApp(notes: Notes): Express {
  const app = express();
  app.use(express.json());
  app.post('/notes', async (request, response) => {
    const { text, pinned = false } = request.body as Partial<Note>;
    if (typeof text !== 'string') {
      return void response.status(422).json({ error: 'a note has a text' });
    }
    return void response.status(201).json(await notes.add({ text, pinned }));
  });
  app.get('/notes', async (_, response) => void response.json({ notes: await notes.list() }));
  app.get('/notes/:id', async (request, response) => {
    const note = await notes.find(Number(request.params.id));
    return void (note === undefined ? response.status(404).json({ error: 'no such note' }) : response.json(note));
  });
  return app;
}
