import type { Clock } from '../../ports/clock.ts';
import {
  type LlmAnswer,
  LlmError,
  type LlmErrorKind,
  type LlmProvider,
  type LlmRequest,
} from '../../ports/llm-provider.ts';

const RETRIED: readonly LlmErrorKind[] = ['rate_limited', 'server', 'network', 'timeout'];
const BASE_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** A provider that asks for more patience than this is not waited for. */
const LONGEST_RETRY_AFTER_MS = 20_000;

/**
 * Repeats a call that another attempt may mend, up to `attempts` in all, waiting as long as the provider asks or twice
 * as long each time. Throws the last error.
 */
export function retrying(
  provider: LlmProvider,
  { attempts, clock }: { readonly attempts: number; readonly clock: Clock },
): LlmProvider {
  async function attempt(request: LlmRequest, signal: AbortSignal, number: number): Promise<LlmAnswer> {
    try {
      return await provider.complete(request, signal);
    } catch (error) {
      const delayMs = number < attempts ? delayAfter(error, number) : null;
      if (delayMs === null) {
        throw error;
      }
      await clock.sleep(delayMs, signal);
    }
    return attempt(request, signal, number + 1);
  }
  return { provider: provider.provider, complete: (request, signal) => attempt(request, signal, 1) };
}

function delayAfter(error: unknown, attempt: number): number | null {
  if (!(error instanceof LlmError) || !RETRIED.includes(error.kind)) {
    return null;
  }
  if (error.retryAfterMs !== null) {
    return error.retryAfterMs <= LONGEST_RETRY_AFTER_MS ? error.retryAfterMs : null;
  }
  return Math.min(BASE_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
}
