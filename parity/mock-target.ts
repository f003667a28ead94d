import type { LlmCall } from '#harness/observe/llm-call.ts';
import type { ArrangedTarget, Target } from '#harness/scenario/target.ts';
import { MemoryDatabase } from '#server/adapters/database/memory-database.ts';
import type { ScriptedCall } from '#server/adapters/llm/scripted-provider.ts';
import type { MockPorts } from '#server/compose.ts';
import { type MockConfig, parseConfig } from '#server/config.ts';
import { type RunningServer, start } from '#server/start.ts';
import { bootServer } from './boot-server.ts';
import { type Given, parseGiven } from './given.ts';
import { type DatabaseFacts, quiet, SHARED_ENV } from './shared-settings.ts';

/** Where the database of mock mode pretends to be, for boot failures. */
const PRETENDED: DatabaseFacts = {
  databaseHost: 'database.mock',
  databasePort: 5432,
  databaseUser: 'mock_user',
  databaseName: 'mock_database',
};

/** The server in mock mode, in this process: memory for a database, scripted doubles for the providers. */
export const mockTarget: Target = {
  traffic: 'scripted',
  arrange: async ({ given }) => arrangeMock(parseGiven(given)),
};

function arrangeMock(given: Given): ArrangedTarget {
  const opened = new AsyncDisposableStack();
  let server: RunningServer<MockPorts> | undefined;
  return {
    facts: { mode: 'mock', backend: 'memory', databaseVersion: null, ...PRETENDED },
    boot: () =>
      bootServer(
        () => start(configFor(given), { logger: quiet }),
        (running) => {
          server = opened.use(running);
        },
      ),
    calls: () => (server === undefined ? [] : callsOf(server.ports.doubles.providers)),
    tables: async () => (server?.ports.doubles.database ?? new MemoryDatabase()).dump(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function configFor({ llm, database }: Given): MockConfig {
  const config = parseConfig({ ...SHARED_ENV, ULTRA_MODE: 'mock' });
  if (config.mode !== 'mock') throw new TypeError('ULTRA_MODE=mock gave another mode');
  const { databaseHost: host, databasePort: port, databaseUser: user, databaseName: name } = PRETENDED;
  return {
    ...config,
    ...(llm === undefined ? {} : { llmFaults: llm }),
    ...(database === undefined ? {} : { database: { host, port, user, name, fault: database } }),
  };
}

/** In start order within a provider; calls of different providers run in parallel and have no order. */
function callsOf(providers: MockPorts['doubles']['providers']): LlmCall[] {
  return Object.entries(providers).flatMap(([provider, { calls }]) => calls.map((call) => asLlmCall(provider, call)));
}

function asLlmCall(provider: string, { request, isStreamed, outcome }: ScriptedCall): LlmCall {
  const { model, system, messages, maxTokens, temperature } = request;
  return {
    provider,
    operation: 'chat',
    model,
    request: { system, messages, maxTokens, temperature, stream: isStreamed },
    outcome: outcome.status === 'pending' ? { status: 'broken', reason: 'no answer yet' } : outcome,
  };
}
