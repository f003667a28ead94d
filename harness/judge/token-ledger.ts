import type { LlmUsage } from '../evidence/llm-call.ts';
import type { Prices } from '../evidence/rule-kind.ts';
import type { Step } from '../evidence/step.ts';

/**
 * Every number of tokens that a scenario may rightly show: what each call reported, the sums over the calls of a step, and
 * those over all calls up to the end of a step. Doubles and live models count differently, but neither may show a number that no call reported, nor a cost that
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
      input: collectCounts(usages, (usage) => usage.inputTokens),
      output: collectCounts(usages, (usage) => usage.outputTokens),
    };
  }

  hasReported(direction: 'input' | 'output', tokens: number): boolean {
    return this.#reported[direction].has(tokens);
  }

  /** Whether an amount is what one call cost at these prices, or what those of a step, or up to its end, cost together. */
  hasCost(amount: number, { models, decimals }: Prices): boolean {
    const unit = 10 ** -decimals;
    const costs = this.#calls.map((ofStep) =>
      ofStep.flatMap(({ model, usage }) => {
        const price = models[model];
        if (price === undefined) {
          return [];
        }
        const exact = (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000;
        return [Math.round(exact / unit) * unit];
      }),
    );
    return amount > 0 && [...costs.flat(), ...listSums(costs)].some((cost) => Math.abs(cost - amount) < unit / 2);
  }
}

interface PricedCall {
  readonly model: string;
  readonly usage: LlmUsage;
}

function collectCounts(
  usages: readonly (readonly LlmUsage[])[],
  pick: (usage: LlmUsage) => number,
): ReadonlySet<number> {
  const counts = usages.map((ofStep) => ofStep.map(pick));
  return new Set([...counts.flat(), ...listSums(counts)]);
}

/** Of each step with calls, the sum over them, and over those of the steps before as well. */
function listSums(steps: readonly (readonly number[])[]): number[] {
  let total = 0;
  return steps
    .filter((ofStep) => ofStep.length > 0)
    .flatMap((ofStep) => {
      const sum = ofStep.reduce((a, b) => a + b, 0);
      total += sum;
      return [sum, total];
    });
}
