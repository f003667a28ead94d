import type { LlmCall, OutgoingCall, Target, TargetInstance } from 'ultra-parity';
import { MemoryDatabase } from '#server/adapters/database/memory-database.ts';
import type { ScriptedCall } from '#server/adapters/llm/scripted-provider.ts';
import type { MockPorts } from '#server/compose.ts';
import { type MockConfig, parseConfig } from '#server/config.ts';
import { type RunningServer, start } from '#server/start.ts';
import { onSchedule } from './fault-schedule.ts';
import { databaseSchedule, type Given, givenEnvironment, parseGiven } from './given.ts';
import { mockTroubles } from './mock-troubles.ts';
import { openServerLog } from './server-log.ts';
import { type DatabaseFacts, SHARED_ENV } from './shared-settings.ts';
import { startServer, stopServer } from './start-server.ts';

/** Where the database of mock mode pretends to be, for start failures. */
const PRETENDED: DatabaseFacts = {
  databaseHost: 'database.mock',
  databasePort: 5432,
  databaseUser: 'mock_user',
  databaseName: 'mock_database',
};

/** The server in mock mode, in this process: memory for a database, scripted doubles for the providers. */
export const mockTarget: Target = {
  traffic: 'scripted',
  requiredWitness: { '/connectionsOpened': 0 },
  setUp: async ({ given }) => arrangeMock(parseGiven(given)),
};

function arrangeMock(given: Given): TargetInstance {
  const opened = new AsyncDisposableStack();
  const { logger, audit } = openServerLog();
  const schedule = databaseSchedule(given);
  const config = configFor(given);
  const database = schedule.length === 0 ? undefined : mockTroubles({ at: PRETENDED, config, logger });
  let server: RunningServer<MockPorts> | undefined;
  return {
    facts: { mode: 'mock', backend: 'memory', databaseVersion: 'in-memory', ...PRETENDED },
    start: () =>
      startServer(
        () => start(config, { logger, ...(database === undefined ? {} : { database: database.faulty }) }),
        (running) => {
          server = opened.use(running);
        },
      ),
    stop: () => stopServer(server),
    calls: () => (server === undefined ? [] : listCalls(server.ports.doubles.providers)),
    audit: database === undefined ? audit : onSchedule(audit, schedule, database),
    tables: async () => (database?.memory ?? server?.ports.doubles.database ?? new MemoryDatabase()).dump(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function configFor(given: Given): MockConfig {
  const { llm, keyless, database } = given;
  const config = parseConfig({ ...SHARED_ENV, ...givenEnvironment(given), ULTRA_MODE: 'mock' });
  if (config.mode !== 'mock') {
    throw new TypeError('ULTRA_MODE=mock gave another mode');
  }
  const { databaseHost: host, databasePort: port, databaseUser: user, databaseName: name } = PRETENDED;
  return {
    ...config,
    ...(llm === undefined ? {} : { llmFaults: llm }),
    ...(keyless === undefined ? {} : { keyless }),
    ...(typeof database === 'string' ? { database: { host, port, user, name, fault: database } } : {}),
  };
}

/** In start order within a provider; calls of different providers run in parallel and have no order. */
function listCalls(providers: MockPorts['doubles']['providers']): OutgoingCall[] {
  return Object.entries(providers).flatMap(([provider, { calls }]) =>
    calls.map((call) => asOutgoingCall(provider, call)),
  );
}

function asOutgoingCall(provider: string, { request, apiKey, isStreamed, outcome }: ScriptedCall): OutgoingCall {
  const { model, system, messages, maxTokens, temperature } = request;
  return {
    provider,
    operation: 'chat',
    model,
    request: { system, messages, maxTokens, temperature, stream: isStreamed, ...toOptions(provider, isStreamed) },
    outcome: toOutcome(outcome),
    isMadeWith: (key) => key === apiKey,
  };
}

/** What the real adapter of the provider asks for beside that: the usage of a stream. */
function toOptions(provider: string, isStreamed: boolean): Pick<LlmCall['request'], 'options'> {
  return provider === 'openai' && isStreamed ? { options: { stream_options: { include_usage: true } } } : {};
}

/** As a provider would have seen it: whoever waits no longer goes away, whatever the reason. */
function toOutcome(outcome: ScriptedCall['outcome']): LlmCall['outcome'] {
  if (outcome.status === 'pending') {
    return { status: 'open' };
  }
  const hasGone = outcome.status === 'broken' && (outcome.reason === 'aborted' || outcome.reason === 'timeout');
  return hasGone ? { status: 'aborted' } : outcome;
}
