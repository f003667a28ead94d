import { describe, expect, test } from 'vitest';
import { AnthropicProvider } from '../adapters/llm/anthropic-provider.ts';
import { GoogleProvider } from '../adapters/llm/google-provider.ts';
import { monitored } from '../adapters/llm/monitored.ts';
import { OpenAiProvider } from '../adapters/llm/openai-provider.ts';
import type { LlmErrorKind, ProviderName } from '../ports/llm-provider.ts';
import { mockApp } from '../test-support/mock-server.ts';
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
const TIMEOUT_MS = 800;
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
  const openai = opened.use(await providerServer(openAiDialect, fault('openai')));
  const anthropic = opened.use(await providerServer(anthropicDialect, fault('anthropic')));
  const google = opened.use(await providerServer(googleDialect, fault('google')));
  const options = { apiKey: 'key-for-a-test', timeoutMs: TIMEOUT_MS };
  const llm = {
    openai: monitored(new OpenAiProvider({ ...options, baseUrl: `${openai.url}/v1` })),
    anthropic: monitored(new AnthropicProvider({ ...options, baseUrl: anthropic.url })),
    google: monitored(new GoogleProvider({ ...options, baseUrl: google.url })),
  };
  const server = opened.use(await mockApp(changes, { llm }));
  return summaryOf(await analyze(server, await signUp(server)));
}

function summaryOf({ status, body }: Awaited<ReturnType<typeof analyze>>) {
  const named = (all: readonly Reported[]) => all.map((one) => `${one.model} ${one.error ?? one.status}`);
  return status === 200
    ? { status, analysis: body.status, calls: named(body.initial) }
    : { status, code: body.code, failures: named(body.failures) };
}
