import type { LlmProvider, ProviderName } from '../../ports/llm-provider.ts';

/** Loads a provider at its first call. The SDKs are most of what a server would read from the disk when it starts. */
export function lazyProvider(provider: ProviderName, load: () => Promise<LlmProvider>): LlmProvider {
  let loaded: Promise<LlmProvider> | undefined;
  return {
    provider,
    complete: async (request, signal, onText) => {
      loaded ??= load();
      const asked = await loaded;
      signal.throwIfAborted();
      return asked.complete(request, signal, onText);
    },
  };
}
