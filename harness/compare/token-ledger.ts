import type { LlmUsage } from '../observe/llm-call.ts';
import type { Step } from '../observe/transcript.ts';

/**
 * Every number of tokens that a scenario may rightly show: what each call reported, and the sums over the calls of a
 * step. Doubles and live models count differently, but neither may show a number that no call reported.
 */
export class TokenLedger {
  readonly #reported: Readonly<Record<'input' | 'output', ReadonlySet<number>>>;

  constructor(steps: readonly Step[]) {
    const usages = steps.map((step) =>
      step.calls.flatMap(({ outcome }) =>
        outcome.status === 'answered' && outcome.usage !== null ? [outcome.usage] : [],
      ),
    );
    this.#reported = {
      input: countsOf(usages, (usage) => usage.inputTokens),
      output: countsOf(usages, (usage) => usage.outputTokens),
    };
  }

  hasReported(direction: 'input' | 'output', tokens: number): boolean {
    return this.#reported[direction].has(tokens);
  }
}

function countsOf(usages: readonly (readonly LlmUsage[])[], pick: (usage: LlmUsage) => number): ReadonlySet<number> {
  const single = usages.flat().map(pick);
  const sums = usages
    .filter((ofStep) => ofStep.length > 0)
    .map((ofStep) => ofStep.map(pick).reduce((a, b) => a + b, 0));
  return new Set([...single, ...sums]);
}
