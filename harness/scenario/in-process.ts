import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { LlmCall } from '../observe/llm-call.ts';
import type { Tables } from '../observe/transcript.ts';
import type { ArrangedTarget, ArrangeRequest, Target } from './target.ts';

/** An application that listens nowhere yet: an Express application, or any other handler of requests. */
export interface InProcessApp {
  readonly app: RequestListener;
  /** What this target says it is: `{ store: 'memory' }`. */
  readonly facts?: ArrangedTarget['facts'];
  /** The rows after the scenario, as logical tables; they are compared as JSON says them. */
  readonly tables?: () => Promise<Readonly<Record<string, readonly object[]>>>;
  /** What doubles of LLM providers were asked; only where `traffic` is `scripted`. */
  readonly calls?: () => readonly LlmCall[];
  /** Ends what the application holds open. */
  readonly close?: () => Promise<void>;
}

/**
 * A target in this process: a new application for each scenario, on a free port of the loopback interface. Its LLM calls
 * are answered by a cassette (`recorded`, the default), or by doubles inside it (`scripted`).
 */
export function inProcess(
  create: (request: ArrangeRequest) => InProcessApp | Promise<InProcessApp>,
  { traffic = 'recorded' }: { readonly traffic?: 'recorded' | 'scripted' } = {},
): Target {
  return {
    traffic,
    arrange: async (request) => listening(await create(request)),
  };
}

function listening({ app, facts = {}, tables, calls, close }: InProcessApp): ArrangedTarget {
  const server = createServer(app);
  return {
    facts,
    ...(calls === undefined ? {} : { calls }),
    ...(tables === undefined ? {} : { tables: async () => JSON.parse(JSON.stringify(await tables())) as Tables }),
    boot: async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new TypeError('A listening server has a port');
      return { outcome: 'listening', url: `http://127.0.0.1:${address.port}` };
    },
    [Symbol.asyncDispose]: async () => {
      if (server.listening) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await close?.();
    },
  };
}
