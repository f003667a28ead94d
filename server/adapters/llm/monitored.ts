import {
  LlmError,
  type LlmErrorKind,
  type LlmProvider,
  type MonitoredProvider,
  type ProviderStatus,
} from '../../ports/llm-provider.ts';

/** What each failure says about the provider; `null` says nothing about whether it can be used. */
const LEARNED: Readonly<Record<LlmErrorKind, ProviderStatus | null>> = {
  authentication: 'unauthorized',
  rate_limited: 'rate_limited',
  quota: 'rate_limited',
  model_not_found: null,
  invalid_request: null,
  content_filtered: 'usable',
  timeout: 'unreachable',
  network: 'unreachable',
  server: 'unreachable',
  malformed: null,
};

/** Learns a provider's status from its calls. */
export function monitored(
  provider: LlmProvider,
  initial: Extract<ProviderStatus, 'unverified' | 'missing_key'> = 'unverified',
): MonitoredProvider {
  let status: ProviderStatus = initial;
  return {
    provider: provider.provider,
    get status() {
      return status;
    },
    async complete(request, signal, onText) {
      try {
        const answer = await provider.complete(request, signal, onText);
        status = 'usable';
        return answer;
      } catch (error) {
        if (error instanceof LlmError && initial !== 'missing_key') {
          status = LEARNED[error.kind] ?? status;
        }
        throw error;
      }
    },
  };
}
