import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { OutgoingCall } from '../evidence/llm-call.ts';
import type { Tables } from '../evidence/step.ts';
import type { SetUpRequest, Target, TargetInstance } from '../scenario/api/target.ts';
import type { JsonObject } from '../values/json.ts';

/** An application that listens nowhere yet: an Express application, or any other handler of requests. */
export interface InProcessApp {
  readonly app: RequestListener;
  /** What this target says it is: `{ store: 'memory' }`. */
  readonly facts?: TargetInstance['facts'];
  /** The rows after the scenario, as logical tables; they are compared as JSON says them. */
  readonly tables?: () => Promise<Readonly<Record<string, readonly object[]>>>;
  /** What doubles of LLM providers were asked; only where `traffic` is `scripted`. */
  readonly calls?: () => readonly OutgoingCall[];
  /** The channels that the configuration names, as they are after the scenario: `{ mail: async () => sent }`. */
  readonly channels?: TargetInstance['channels'];
  /** Proves what the application is, once a scenario: the version of its database, or that a file is there. */
  readonly witness?: () => JsonObject | Promise<JsonObject>;
  /** Ends what the application holds open. */
  readonly close?: () => Promise<void>;
}

export interface InProcessOptions extends Pick<Target, 'unwitnessed'> {
  readonly traffic?: 'recorded' | 'scripted';
}

/**
 * A target in this process: a new application for each scenario, on a free port of the loopback interface. Its LLM calls
 * are answered by a cassette (`recorded`, the default), or by doubles inside it (`scripted`).
 */
export function inProcess(
  create: (request: SetUpRequest) => InProcessApp | Promise<InProcessApp>,
  { traffic = 'recorded', unwitnessed }: InProcessOptions = {},
): Target {
  return {
    traffic,
    ...(unwitnessed === undefined ? {} : { unwitnessed }),
    setUp: async (request) => createInstance(await create(request)),
  };
}

function createInstance({ app, facts = {}, tables, calls, channels, witness, close }: InProcessApp): TargetInstance {
  const server = createServer(app);
  const end = async () => {
    if (server.listening) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
    }
    await close?.();
  };
  let ending: Promise<void> | undefined;
  const stop = () => {
    ending ??= end();
    return ending;
  };
  return {
    facts,
    ...(calls === undefined ? {} : { calls }),
    ...(channels === undefined ? {} : { channels }),
    ...(witness === undefined ? {} : { witness: async () => ({ facts: await witness(), faults: [] }) }),
    ...(tables === undefined ? {} : { tables: async () => JSON.parse(JSON.stringify(await tables())) as Tables }),
    start: async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') {
        throw new TypeError('A listening server has a port');
      }
      return { outcome: 'listening', url: `http://127.0.0.1:${address.port}` };
    },
    stop: async () => ({ ended: stop().then(() => ({ exitCode: 0 })) }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await stop();
    },
  };
}
