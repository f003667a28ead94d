import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Where entries are kept. The application owns this port; what is behind it differs by mode. */
export interface Entries {
  add(entry: Entry): Promise<void>;
  all(): Promise<readonly Entry[]>;
}

export interface Entry {
  readonly id: string;
  readonly guest: string;
  readonly text: string;
  readonly writtenAt: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface GuestbookPorts {
  /** Tells the host. */
  readonly mail: (mail: Mail) => Promise<void>;
  readonly entries: Entries;
  /** Says something friendly about an entry. */
  readonly greet: (text: string) => Promise<string>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** A guestbook: a small application that has never heard of Ultra. */
export function createGuestbook(ports: GuestbookPorts): Server {
  return createServer((request, response) => {
    answer(ports, request).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 500, { error: 'internal' }),
    );
  });
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const HOST = 'host@example.test';

async function answer({ entries, mail, greet, newId, now }: GuestbookPorts, request: IncomingMessage): Promise<Answer> {
  if (request.url !== '/entries') {
    return { status: 404, body: { error: 'not_found' } };
  }
  if (request.method === 'GET') {
    return { status: 200, body: { entries: await entries.all() } };
  }
  if (request.method !== 'POST') {
    return { status: 405, body: { error: 'method_not_allowed' } };
  }

  const written: { readonly guest?: unknown; readonly text?: unknown } = JSON.parse(await readBody(request));
  if (typeof written.guest !== 'string' || typeof written.text !== 'string') {
    return { status: 422, body: { error: 'guest_and_text' } };
  }
  const entry = { id: newId(), guest: written.guest, text: written.text, writtenAt: now().toISOString() };
  await entries.add(entry);
  await mail({ to: HOST, subject: `${entry.guest} has been here`, text: `${entry.text}\n\nIt is entry ${entry.id}.` });
  return { status: 201, body: { entry, greeting: await greet(entry.text) } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
