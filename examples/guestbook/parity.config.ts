import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlmCall } from '#harness/observe/llm-call.ts';
import { defineParity } from '#harness/scenario/parity-config.ts';
import type { ArrangedTarget, Target } from '#harness/scenario/target.ts';
import { entriesInFile, entriesInMemory, greetByModel, scriptedGreeting } from './adapters.ts';
import { createGuestbook, type Entries, type GuestbookPorts } from './guestbook.ts';

/** The smallest useful configuration: two targets, one folder of scenarios, and not one rule. */
export default defineParity({
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  rules: [],
  targets: {
    memory: {
      traffic: 'scripted',
      arrange: async () => {
        const calls: LlmCall[] = [];
        return { ...arranged(entriesInMemory(), scriptedGreeting(calls)), calls: () => calls };
      },
    },
    file: {
      traffic: 'recorded',
      arrange: async ({ env }) => {
        const folder = await mkdtemp(join(tmpdir(), 'guestbook-'));
        const path = join(folder, 'entries.jsonl');
        await writeFile(path, '');
        // A bug to be found: entries come back in the order of writing, not the latest first.
        const file = entriesInFile(path);
        const entries =
          env['GUESTBOOK_BUG'] === undefined ? file : { ...file, all: async () => (await file.all()).toReversed() };
        return arranged(entries, greetByModel, () => rm(folder, { recursive: true }));
      },
    },
  } satisfies Record<string, Target>,
});

function arranged(entries: Entries, greet: GuestbookPorts['greet'], cleanUp = async () => {}): ArrangedTarget {
  const server = createGuestbook({ entries, greet, newId: randomUUID, now: () => new Date() });
  return {
    facts: {},
    boot: async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new TypeError('A listening server has a port');
      return { outcome: 'listening', url: `http://127.0.0.1:${address.port}` };
    },
    tables: async () => ({ entries: JSON.parse(JSON.stringify(await entries.all())) }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await cleanUp();
    },
  };
}
