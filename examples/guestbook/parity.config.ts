import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineParity, type LlmCall, type Target, type TargetInstance } from 'ultra-parity';
import {
  entriesInFile,
  entriesInMemory,
  greetByModel,
  outboxInFile,
  outboxInMemory,
  scriptedGreeting,
} from './adapters.ts';
import { createGuestbook, type GuestbookPorts, type Mail } from './guestbook.ts';

/** Two targets, one folder of scenarios, one channel of its own, and not one rule. */
export default defineParity({
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  rules: [],
  channels: ['mail'],
  targets: {
    memory: {
      traffic: 'scripted',
      setUp: async () => {
        const calls: LlmCall[] = [];
        const outbox = outboxInMemory();
        const parts = { entries: entriesInMemory(), greet: scriptedGreeting(calls), outbox };
        return { ...arranged(parts), calls: () => calls };
      },
    },
    file: {
      traffic: 'recorded',
      setUp: async ({ env }) => {
        const folder = await mkdtemp(join(tmpdir(), 'guestbook-'));
        const parts = withBug(env['GUESTBOOK_BUG'], {
          entries: entriesInFile(await emptyFile(folder, 'entries.jsonl')),
          greet: greetByModel,
          outbox: outboxInFile(await emptyFile(folder, 'outbox.jsonl')),
        });
        return arranged(parts, () => rm(folder, { recursive: true }));
      },
    },
  } satisfies Record<string, Target>,
});

interface Parts extends Pick<GuestbookPorts, 'entries' | 'greet'> {
  readonly outbox: Pick<GuestbookPorts, 'mail'> & { readonly sent: () => Promise<readonly Mail[]> };
}

async function emptyFile(folder: string, name: string): Promise<string> {
  await writeFile(join(folder, name), '');
  return join(folder, name);
}

/**
 * A bug to be found: entries in the order of writing, not the latest first, mails that do not say who wrote, or greetings
 * that are waited for in vain.
 */
function withBug(bug: string | undefined, parts: Parts): Parts {
  const { entries, outbox } = parts;
  if (bug === undefined) {
    return parts;
  }
  if (bug === 'hang') {
    return { ...parts, greet: () => new Promise(() => {}) };
  }
  if (bug !== 'mail') {
    return { ...parts, entries: { ...entries, all: async () => (await entries.all()).toReversed() } };
  }
  return {
    ...parts,
    outbox: { ...outbox, mail: (mail) => outbox.mail({ ...mail, subject: 'Somebody has been here' }) },
  };
}

function arranged({ entries, greet, outbox }: Parts, cleanUp = async () => {}): TargetInstance {
  const server = createGuestbook({ entries, greet, mail: outbox.mail, newId: randomUUID, now: () => new Date() });
  return {
    facts: {},
    start: async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') {
        throw new TypeError('A listening server has a port');
      }
      return { outcome: 'listening', url: `http://127.0.0.1:${address.port}` };
    },
    tables: async () => ({ entries: JSON.parse(JSON.stringify(await entries.all())) }),
    channels: { mail: async () => JSON.parse(JSON.stringify(await outbox.sent())) },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await cleanUp();
    },
  };
}
