import { LlmError, type LlmProvider } from '../../ports/llm-provider.ts';
import type { Metrics } from '../../ports/metrics.ts';

/** Counts every call by its outcome, and the tokens of those that were answered. */
export function metered(provider: LlmProvider, metrics: Metrics): LlmProvider {
  const count = (outcome: string): void => metrics.llmCall({ provider: provider.provider, outcome });
  return {
    provider: provider.provider,
    complete: async (request, signal, onText) => {
      try {
        const answer = await provider.complete(request, signal, onText);
        count('answered');
        if (answer.usage !== null) {
          metrics.llmTokens(answer.usage);
        }
        return answer;
      } catch (error) {
        count(error instanceof LlmError ? error.kind : 'aborted');
        throw error;
      }
    },
  };
}
