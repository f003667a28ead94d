import type { LlmUsage } from '../observe/llm-call.ts';
import type { Step } from '../observe/transcript.ts';
import type { Prices } from './rule.ts';

/**
 * Every number of tokens that a scenario may rightly show: what each call reported, and the sums over the calls of a
 * step. Doubles and live models count differently, but neither may show a number that no call reported, nor a cost that
 * does not follow from such a number.
 */
export class TokenLedger {
  readonly #reported: Readonly<Record<'input' | 'output', ReadonlySet<number>>>;
  readonly #calls: readonly (readonly PricedCall[])[];

  constructor(steps: readonly Step[]) {
    this.#calls = steps.map((step) =>
      step.calls.flatMap(({ model, outcome }) =>
        outcome.status === 'answered' && outcome.usage !== null ? [{ model, usage: outcome.usage }] : [],
      ),
    );
    const usages = this.#calls.map((ofStep) => ofStep.map(({ usage }) => usage));
    this.#reported = {
      input: countsOf(usages, (usage) => usage.inputTokens),
      output: countsOf(usages, (usage) => usage.outputTokens),
    };
  }

  hasReported(direction: 'input' | 'output', tokens: number): boolean {
    return this.#reported[direction].has(tokens);
  }

  /** Whether an amount is what one call cost at these prices, or what those of a step cost together. */
  hasCost(amount: number, { models, decimals }: Prices): boolean {
    const unit = 10 ** -decimals;
    const costs = this.#calls.map((ofStep) =>
      ofStep.flatMap(({ model, usage }) => {
        const price = models[model];
        if (price === undefined) return [];
        const exact = (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000;
        return [Math.round(exact / unit) * unit];
      }),
    );
    const sums = costs.map((ofStep) => ofStep.reduce((a, b) => a + b, 0));
    return amount > 0 && [...costs.flat(), ...sums].some((cost) => Math.abs(cost - amount) < unit / 2);
  }
}

interface PricedCall {
  readonly model: string;
  readonly usage: LlmUsage;
}

function countsOf(usages: readonly (readonly LlmUsage[])[], pick: (usage: LlmUsage) => number): ReadonlySet<number> {
  const single = usages.flat().map(pick);
  const sums = usages
    .filter((ofStep) => ofStep.length > 0)
    .map((ofStep) => ofStep.map(pick).reduce((a, b) => a + b, 0));
  return new Set([...single, ...sums]);
}
