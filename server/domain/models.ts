import type { LlmUsage, ProviderName } from '../ports/llm-provider.ts';

export interface Model {
  readonly id: string;
  readonly provider: ProviderName;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** US dollars for a million tokens. */
  readonly price: { readonly input: number; readonly output: number };
}

/** Sources: the providers' public model and price pages. */
export const CATALOGUE: readonly Model[] = [
  {
    id: 'gpt-4o-mini',
    provider: 'openai',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    price: { input: 0.15, output: 0.6 },
  },
  {
    id: 'claude-haiku-4-5',
    provider: 'anthropic',
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    price: { input: 1, output: 5 },
  },
  {
    id: 'gemini-2.5-flash',
    provider: 'google',
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    price: { input: 0.3, output: 2.5 },
  },
  {
    id: 'claude-sonnet-4-6',
    provider: 'anthropic',
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    price: { input: 3, output: 15 },
  },
  {
    id: 'gpt-4o',
    provider: 'openai',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    price: { input: 2.5, output: 10 },
  },
];

export const DEFAULT_PARTICIPANTS: readonly string[] = ['gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'];

const SYNTHESISERS: readonly string[] = ['claude-sonnet-4-6', 'gpt-4o'];

export function findModel(id: string): Model | undefined {
  return CATALOGUE.find((model) => model.id === id);
}

/** Who may write the synthesis, best first: those that did not take part come before those that did. */
export function synthesisCandidates(participants: readonly string[]): readonly Model[] {
  const rank = (id: string): number => (participants.includes(id) ? 1 : 0);
  return [...SYNTHESISERS]
    .sort((a, b) => rank(a) - rank(b))
    .map(findModel)
    .filter((model) => model !== undefined);
}

/** US dollars, rounded to 6 decimals, the precision that is stored. */
export function costUsd(model: Model, usage: LlmUsage): number {
  return roundUsd((usage.inputTokens * model.price.input + usage.outputTokens * model.price.output) / 1_000_000);
}

export function roundUsd(amount: number): number {
  return Math.round(amount * 1_000_000) / 1_000_000;
}
