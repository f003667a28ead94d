import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import { randomIds } from '../adapters/ids/random-ids.ts';
import { monitored } from '../adapters/llm/monitored.ts';
import { ScriptedProvider } from '../adapters/llm/scripted-provider.ts';
import type { AnalysisCommand } from '../domain/analysis.ts';
import { DEFAULT_PARTICIPANTS, findModel } from '../domain/models.ts';
import type { LlmFault } from '../ports/llm-fault.ts';
import { type LlmProvider, PROVIDERS, type ProviderName } from '../ports/llm-provider.ts';

export const USER = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'ada@example.org',
  passwordHash: 'hash',
  name: null,
  createdAt: new Date('2026-03-29T12:00:00Z'),
};
export const QUERY = 'Why is the sky blue?';

type Failing = Partial<Record<ProviderName, { readonly after: number; readonly fault: LlmFault }>>;

type Slow = Partial<Record<ProviderName, { readonly after: number; readonly ms: number }>>;

/** The ports of an analysis, with doubles behind them that fail or take time when they are told to. */
export async function arrange(failing: Failing = {}, slow: Slow = {}) {
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

export function byProvider<T>(make: (provider: ProviderName) => T): Record<ProviderName, T> {
  const [openai, anthropic, google] = PROVIDERS;
  return { openai: make(openai), anthropic: make(anthropic), google: make(google) };
}

export function command(): AnalysisCommand {
  const models = DEFAULT_PARTICIPANTS.map(findModel).filter((model) => model !== undefined);
  return {
    id: '00000000-0000-4000-8000-000000000030',
    userId: USER.id,
    timeoutMs: 60_000,
    maxTokens: 1_024,
    query: QUERY,
    models,
    signal: new AbortController().signal,
  };
}
