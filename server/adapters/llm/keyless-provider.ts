import { LlmError, type LlmProvider, type ProviderName } from '../../ports/llm-provider.ts';

/** Stands where a key is missing: every call fails with `authentication`, and nothing is sent. */
export function keylessProvider(provider: ProviderName): LlmProvider {
  return {
    provider,
    complete: async () => {
      throw new LlmError('authentication', { provider });
    },
  };
}
