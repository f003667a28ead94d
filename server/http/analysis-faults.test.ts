import { describe, expect, test } from 'vitest';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import { AnthropicProvider } from '../adapters/llm/anthropic-provider.ts';
import { GoogleProvider } from '../adapters/llm/google-provider.ts';
import { monitored } from '../adapters/llm/monitored.ts';
import { OpenAiProvider } from '../adapters/llm/openai-provider.ts';
import { ScriptedProvider } from '../adapters/llm/scripted-provider.ts';
import type { LlmErrorKind, MonitoredProvider, ProviderName } from '../ports/llm-provider.ts';
import { analyzeStream, eventsOf } from '../test-support/event-streams.ts';
import { unavailable } from '../test-support/failing-databases.ts';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { anthropicDialect, googleDialect, openAiDialect } from '../test-support/provider-dialects.ts';
import { providerServer, type WireFault } from '../test-support/provider-server.ts';
import { analyze, signUp } from '../test-support/requests.ts';

type Faults = Partial<Record<ProviderName, LlmErrorKind>>;

const KINDS: readonly LlmErrorKind[] = [
  'authentication',
  'rate_limited',
  'quota',
  'model_not_found',
  'invalid_request',
  'content_filtered',
  'timeout',
  'network',
  'server',
  'malformed',
];
const TIMEOUT_MS = 2_000;
/** One attempt, so that a fault is a failure; the deadline is out of reach. */
const PATIENCE = { llmTimeoutMs: TIMEOUT_MS, llmAttempts: 1 };

/** The rules of docs/analysis.md for what fails from its first call on, asked of doubles and of the SDKs alike. */
describe.each([
  ['scripted providers', outcomeInMockMode],
  ['the SDKs', outcomeOfSdks],
] as const)('an analysis with %s', (_name, outcomeOf) => {
  test.each(KINDS)('goes on without a provider that fails with %s, and names it', async (kind) => {
    const outcome = await outcomeOf({ google: kind });

    expect(outcome).toStrictEqual({
      status: 200,
      analysis: 'degraded',
      calls: ['gpt-4o-mini answered', 'claude-haiku-4-5 answered', `gemini-2.5-flash ${kind}`],
    });
  });

  test.each(KINDS)('is a 502 when two of three providers fail with %s', async (kind) => {
    const outcome = await outcomeOf({ google: kind, openai: kind });

    expect(outcome).toStrictEqual({
      status: 502,
      code: 'llm_providers_failed',
      failures: [`gpt-4o-mini ${kind}`, `gemini-2.5-flash ${kind}`],
    });
  });

  test('is a 504 when the time is up before two models have answered', async () => {
    const outcome = await outcomeOf({ google: 'timeout', openai: 'timeout' }, { analysisTimeoutMs: TIMEOUT_MS });

    expect(outcome).toStrictEqual({
      status: 504,
      code: 'analysis_timeout',
      failures: ['gpt-4o-mini timeout', 'gemini-2.5-flash timeout'],
    });
  });
});

describe('a stream whose first writer fails in the middle of the synthesis', () => {
  test.each(['server', 'rate_limited'] as const)('with %s goes on with the next writer, and says so', async (says) => {
    await using opened = new AsyncDisposableStack();
    const inStreams = { kind: 'error_event', says } as const;
    const llm = await sdks(opened, (name) => (name === 'anthropic' ? inStreams : null));
    const server = opened.use(await mockApp({}, { llm: { ...llm, anthropic: streamsOnly(llm.anthropic) } }));

    const events = eventsOf((await analyzeStream(server, await signUp(server))).text);

    const synthesis = events.filter(({ event, data }) => event === 'synthesis_delta' || data['stage'] === 'synthesis');
    const told = synthesis.map(({ event, data }) => `${event} ${data['model']} ${data['error'] ?? ''}`.trim());
    expect([...new Set(told)]).toStrictEqual([
      'call_started claude-sonnet-4-6',
      'synthesis_delta claude-sonnet-4-6',
      `call_failed claude-sonnet-4-6 ${says}`,
      'call_started gpt-4o',
      'synthesis_delta gpt-4o',
      'call_answered gpt-4o',
    ]);
    expect(events.at(-1)?.data['analysis']).toMatchObject({ status: 'degraded', synthesis: { model: 'gpt-4o' } });
  });
});

describe('a database that fails when everything is answered', () => {
  test('is a 503, and nothing is stored', async () => {
    await using server = await withoutStorage();
    const account = await signUp(server);

    const response = await analyze(server, account);

    expectProblem(response, 503, 'database_unavailable');
    expect(server.ports.doubles.providers.anthropic.calls).toHaveLength(3);
  });

  test('ends a stream with that problem', async () => {
    await using server = await withoutStorage();

    const events = eventsOf((await analyzeStream(server, await signUp(server))).text);

    expect(events.filter(({ event }) => event === 'call_answered')).toHaveLength(7);
    expect(events.at(-1)).toMatchObject({
      event: 'analysis_failed',
      data: { problem: { status: 503, code: 'database_unavailable' } },
    });
  });
});

function withoutStorage() {
  const database = new MemoryDatabase();
  database.analyses.insert = () => Promise.reject(unavailable());
  return mockApp({}, { database });
}

/** Answers at once what is not streamed, so that only streams meet the fault. */
function streamsOnly(faulty: MonitoredProvider): MonitoredProvider {
  const good = new ScriptedProvider({
    provider: faulty.provider,
    seed: 's',
    clock: systemClock,
    timeoutMs: TIMEOUT_MS,
  });
  return monitored({
    provider: faulty.provider,
    complete: (request, signal, onText) => (onText === undefined ? good : faulty).complete(request, signal, onText),
  });
}

interface Reported {
  readonly model: string;
  readonly status: string;
  readonly error?: string;
}

async function outcomeInMockMode(faults: Faults, changes: { readonly analysisTimeoutMs?: number } = {}) {
  const llmFaults = Object.fromEntries(Object.entries(faults).map(([name, kind]) => [name, { kind }]));
  await using server = await mockApp({ ...PATIENCE, ...changes, llmFaults });
  return summaryOf(await analyze(server, await signUp(server)));
}

async function outcomeOfSdks(faults: Faults, changes: { readonly analysisTimeoutMs?: number } = {}) {
  await using opened = new AsyncDisposableStack();
  const fault = (name: ProviderName): WireFault | null => (faults[name] === undefined ? null : { kind: faults[name] });
  const llm = await sdks(opened, fault);
  const server = opened.use(await mockApp(changes, { llm }));
  return summaryOf(await analyze(server, await signUp(server)));
}

async function sdks(opened: AsyncDisposableStack, fault: (name: ProviderName) => WireFault | null) {
  const openai = opened.use(await providerServer(openAiDialect, fault('openai')));
  const anthropic = opened.use(await providerServer(anthropicDialect, fault('anthropic')));
  const google = opened.use(await providerServer(googleDialect, fault('google')));
  const options = { apiKey: 'key-for-a-test', timeoutMs: TIMEOUT_MS };
  return {
    openai: monitored(new OpenAiProvider({ ...options, baseUrl: `${openai.url}/v1` })),
    anthropic: monitored(new AnthropicProvider({ ...options, baseUrl: anthropic.url })),
    google: monitored(new GoogleProvider({ ...options, baseUrl: google.url })),
  };
}

function summaryOf({ status, body }: Awaited<ReturnType<typeof analyze>>) {
  const named = (all: readonly Reported[]) => all.map((one) => `${one.model} ${one.error ?? one.status}`);
  return status === 200
    ? { status, analysis: body.status, calls: named(body.initial) }
    : { status, code: body.code, failures: named(body.failures) };
}
