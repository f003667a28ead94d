import { describe, expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import { randomIds } from '../adapters/ids/random-ids.ts';
import { monitored } from '../adapters/llm/monitored.ts';
import { ScriptedProvider } from '../adapters/llm/scripted-provider.ts';
import type { LlmFault } from '../ports/llm-fault.ts';
import { type LlmAnswer, type LlmProvider, PROVIDERS, type ProviderName } from '../ports/llm-provider.ts';
import { type AnalysisCommand, analyse, findAnalysis } from './analysis.ts';
import type { AnalysisProgress } from './analysis-progress.ts';
import { DEFAULT_PARTICIPANTS, findModel } from './models.ts';

const USER = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'ada@example.org',
  passwordHash: 'hash',
  name: null,
  createdAt: new Date('2026-03-29T12:00:00Z'),
};
const QUERY = 'Why is the sky blue?';

describe('analyse', () => {
  test('asks each model once a stage and one model for the synthesis, in the order of the command', async () => {
    const { ports } = await arrange();

    const analysis = await analyse(ports, command());

    expect(analysis.status).toBe('completed');
    expect(analysis.calls.map(({ stage, ordinal, model, status }) => [stage, ordinal, model, status])).toStrictEqual([
      ['initial', 0, 'gpt-4o-mini', 'answered'],
      ['initial', 1, 'claude-haiku-4-5', 'answered'],
      ['initial', 2, 'gemini-2.5-flash', 'answered'],
      ['peer_review', 0, 'gpt-4o-mini', 'answered'],
      ['peer_review', 1, 'claude-haiku-4-5', 'answered'],
      ['peer_review', 2, 'gemini-2.5-flash', 'answered'],
      ['synthesis', 0, 'claude-sonnet-4-6', 'answered'],
    ]);
  });

  test('shows each model its own draft and those of its peers', async () => {
    const { ports, scripted } = await arrange();

    const { calls } = await analyse(ports, command());

    const review = scripted.google.calls[1]?.request.messages[0]?.text ?? '';
    const drafts = calls.filter(({ stage }) => stage === 'initial').map(({ text }) => text ?? '');
    expect(review).toContain(QUERY);
    expect(drafts.filter((draft) => review.includes(draft))).toHaveLength(3);
    expect(review.indexOf(drafts[2] ?? '')).toBeLessThan(review.indexOf(drafts[0] ?? ''));
  });

  test('has the revised drafts merged, not the first ones', async () => {
    const { ports, scripted } = await arrange();

    const { calls } = await analyse(ports, command());

    const synthesis = scripted.anthropic.calls[2]?.request.messages[0]?.text ?? '';
    const textsOf = (wanted: string) => calls.filter(({ stage }) => stage === wanted).map(({ text }) => text ?? '');
    expect(textsOf('peer_review').filter((text) => synthesis.includes(text))).toHaveLength(3);
  });

  test('starts the calls of a stage all at once', async () => {
    const waiting: string[] = [];
    const gate = Promise.withResolvers<void>();
    const { ports } = await arrange();
    const llm = byProvider((provider) =>
      monitored({
        provider,
        complete: async (request, signal): Promise<LlmAnswer> => {
          waiting.push(request.model);
          await gate.promise;
          return ports.llm[provider].complete(request, signal);
        },
      }),
    );

    const analysis = analyse({ ...ports, llm }, command());
    await Promise.resolve();
    const started = [...waiting];
    gate.resolve();

    await expect(analysis).resolves.toMatchObject({ status: 'completed' });
    expect(started).toStrictEqual(DEFAULT_PARTICIPANTS);
  });

  test('keeps a draft whose review failed, and is degraded', async () => {
    const { ports } = await arrange({ google: { after: 1, fault: { kind: 'server' } } });

    const analysis = await analyse(ports, command());

    const draft = analysis.calls.find(({ stage, provider }) => stage === 'initial' && provider === 'google');
    const review = analysis.calls.find(({ stage, provider }) => stage === 'peer_review' && provider === 'google');
    expect(analysis.status).toBe('degraded');
    expect(review).toMatchObject({ status: 'kept', error: 'server', text: draft?.text, costUsd: null });
  });

  test('goes on without a model that gave no draft, and is degraded', async () => {
    const { ports } = await arrange({ openai: { after: 0, fault: { kind: 'rate_limited' } } });

    const analysis = await analyse(ports, command());

    expect(analysis.status).toBe('degraded');
    expect(analysis.calls[0]).toMatchObject({
      model: 'gpt-4o-mini',
      status: 'failed',
      error: 'rate_limited',
      text: null,
    });
    expect(analysis.calls.filter(({ stage }) => stage === 'peer_review').map(({ model }) => model)).toStrictEqual([
      'claude-haiku-4-5',
      'gemini-2.5-flash',
    ]);
  });

  test('has the next candidate write the synthesis when the first fails', async () => {
    const { ports } = await arrange({ anthropic: { after: 2, fault: { kind: 'server' } } });

    const analysis = await analyse(ports, command());

    expect(analysis.calls.filter(({ stage }) => stage === 'synthesis')).toMatchObject([
      { ordinal: 0, model: 'claude-sonnet-4-6', status: 'failed', error: 'server' },
      { ordinal: 1, model: 'gpt-4o', status: 'answered' },
    ]);
  });

  test('fails and stores nothing when nobody can write the synthesis', async () => {
    const fault: LlmFault = { kind: 'server' };
    const { ports, database } = await arrange({ anthropic: { after: 2, fault }, openai: { after: 2, fault } });

    const analysis = analyse(ports, command());

    await expect(analysis).rejects.toMatchObject({
      code: 'llm_providers_failed',
      extensions: {
        failures: [
          { model: 'claude-sonnet-4-6', provider: 'anthropic', error: 'server' },
          { model: 'gpt-4o', provider: 'openai', error: 'server' },
        ],
      },
    });
    expect(database.dump()['analyses']).toStrictEqual([]);
  });

  test('sums tokens and cost over every call that answered', async () => {
    const { ports } = await arrange();

    const { calls, inputTokens, outputTokens, costUsd } = await analyse(ports, command());

    expect(inputTokens).toBe(calls.reduce((sum, call) => sum + (call.inputTokens ?? 0), 0));
    expect(outputTokens).toBe(calls.reduce((sum, call) => sum + (call.outputTokens ?? 0), 0));
    expect(costUsd).toBeCloseTo(
      calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0),
      6,
    );
    expect(costUsd).toBeGreaterThan(0);
  });

  test('stops and stores nothing when the client goes away', async () => {
    const { ports, database, scripted } = await arrange();
    const reason = new Error('gone');

    const analysis = analyse(ports, { ...command(), signal: AbortSignal.abort(reason) });

    await expect(analysis).rejects.toBe(reason);
    expect(database.dump()['analyses']).toStrictEqual([]);
    expect(scripted.openai.calls).toMatchObject([{ outcome: { status: 'broken', reason: 'aborted' } }]);
  });

  test('goes on without a model that has given no draft at half of the time', async () => {
    const { ports } = await arrange({}, { google: { after: 0, ms: 30_000 } });

    const { status, calls } = await analyse(ports, command());

    expect(status).toBe('degraded');
    expect(calls[2]).toMatchObject({ provider: 'google', status: 'failed', error: 'timeout' });
  });

  test('keeps the draft of a model that has not reviewed at three quarters of the time', async () => {
    const { ports } = await arrange({}, { google: { after: 1, ms: 45_000 } });

    const { status, calls } = await analyse(ports, command());

    expect(status).toBe('degraded');
    expect(calls[5]).toMatchObject({ stage: 'peer_review', status: 'kept', error: 'timeout', text: calls[2]?.text });
  });

  test.each([
    ['fewer than two models have answered', { openai: { after: 0, ms: 30_000 }, google: { after: 0, ms: 1 } }],
    ['the synthesis is not written', { anthropic: { after: 2, ms: 60_000 } }],
  ] as const)('fails with analysis_timeout when the time is up and %s', async (_when, slow) => {
    const { ports, database } = await arrange({}, slow);

    const analysis = analyse(ports, command());

    await expect(analysis).rejects.toMatchObject({ code: 'analysis_timeout' });
    expect(database.dump()['analyses']).toStrictEqual([]);
  });

  test('tells of a synthesis that failed and of the one that took its place', async () => {
    const { ports } = await arrange({ anthropic: { after: 2, fault: { kind: 'server' } } });
    const told: AnalysisProgress[] = [];

    await analyse(ports, { ...command(), onProgress: (progress) => told.push(progress) });

    const ofSynthesis = told.filter(({ data }) => 'stage' in data && data.stage === 'synthesis');
    expect(ofSynthesis.map(({ event, data }) => [event, 'model' in data ? data.model : null])).toStrictEqual([
      ['call_started', 'claude-sonnet-4-6'],
      ['call_failed', 'claude-sonnet-4-6'],
      ['call_started', 'gpt-4o'],
      ['call_answered', 'gpt-4o'],
    ]);
  });

  test('is found by its owner alone', async () => {
    const { ports } = await arrange();
    const analysis = await analyse(ports, command());

    const found = await findAnalysis(ports, { id: analysis.id, userId: USER.id });

    expect(found).toStrictEqual(analysis);
    await expect(findAnalysis(ports, { id: analysis.id, userId: analysis.id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

type Failing = Partial<Record<ProviderName, { readonly after: number; readonly fault: LlmFault }>>;

type Slow = Partial<Record<ProviderName, { readonly after: number; readonly ms: number }>>;

async function arrange(failing: Failing = {}, slow: Slow = {}) {
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  const database = new MemoryDatabase();
  await database.users.insert(USER);
  const scripted = byProvider((provider) => new ScriptedProvider({ provider, seed: 's', clock, timeoutMs: 10 }));
  const llm = byProvider((provider) =>
    monitored(slowAfter(failingAfter(scripted[provider], failing[provider]), { slow: slow[provider], clock })),
  );
  return { database, scripted, ports: { database, clock, ids: randomIds, llm } };
}

/** Lets time pass at the first call after so many. */
function slowAfter(
  inner: LlmProvider,
  { slow, clock }: { readonly slow: Slow[ProviderName]; readonly clock: ManualClock },
): LlmProvider {
  let calls = 0;
  return {
    provider: inner.provider,
    complete: (request, signal, onText) => {
      if (calls === slow?.after) {
        clock.advance(slow.ms);
      }
      calls += 1;
      return inner.complete(request, signal, onText);
    },
  };
}

/** Lets the first calls through and has the others go wrong. */
function failingAfter(good: ScriptedProvider, failing: Failing[ProviderName]): LlmProvider {
  if (failing === undefined) {
    return good;
  }
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  const { fault, after } = failing;
  const bad = new ScriptedProvider({ provider: good.provider, seed: 's', clock, timeoutMs: 10, fault });
  return {
    provider: good.provider,
    complete: (request, signal) => (good.calls.length < after ? good : bad).complete(request, signal),
  };
}

function byProvider<T>(make: (provider: ProviderName) => T): Record<ProviderName, T> {
  const [openai, anthropic, google] = PROVIDERS;
  return { openai: make(openai), anthropic: make(anthropic), google: make(google) };
}

function command(): AnalysisCommand {
  const models = DEFAULT_PARTICIPANTS.map(findModel).filter((model) => model !== undefined);
  return {
    id: '00000000-0000-4000-8000-000000000030',
    userId: USER.id,
    timeoutMs: 60_000,
    query: QUERY,
    models,
    signal: new AbortController().signal,
  };
}
