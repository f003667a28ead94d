import type { Clock } from '../../ports/clock.ts';
import {
  type LlmAnswer,
  LlmError,
  type LlmErrorKind,
  type LlmProvider,
  type LlmRequest,
  type TextListener,
} from '../../ports/llm-provider.ts';

const RETRIED: readonly LlmErrorKind[] = ['rate_limited', 'server', 'network', 'timeout'];
const BASE_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** A provider that asks for more patience than this is not waited for. */
const LONGEST_RETRY_AFTER_MS = 20_000;

/**
 * Repeats a call that another attempt may mend, up to `attempts` in all, waiting as long as the provider asks or twice
 * as long each time. A streamed call of which pieces have been passed on is not repeated. Throws the last error.
 */
export function retrying(
  provider: LlmProvider,
  { attempts, clock }: { readonly attempts: number; readonly clock: Clock },
): LlmProvider {
  return {
    provider: provider.provider,
    complete: async (request, signal, onText) => {
      const output = noting(onText);
      for (let number = 1; ; number += 1) {
        const outcome = await attempt(provider, { request, signal, onText: output.onText });
        if (outcome.status === 'answered') {
          return outcome.answer;
        }
        const mayRepeat = number < attempts && !output.hasBegun();
        const delayMs = mayRepeat ? delayAfter(outcome.error, number) : null;
        if (delayMs === null) {
          throw outcome.error;
        }
        await clock.sleep(delayMs, signal);
      }
    },
  };
}

type Attempt =
  | { readonly status: 'answered'; readonly answer: LlmAnswer }
  | { readonly status: 'failed'; readonly error: unknown };

async function attempt(
  provider: LlmProvider,
  call: { readonly request: LlmRequest; readonly signal: AbortSignal; readonly onText: TextListener | undefined },
): Promise<Attempt> {
  try {
    return { status: 'answered', answer: await provider.complete(call.request, call.signal, call.onText) };
  } catch (error) {
    return { status: 'failed', error };
  }
}

/** A listener that remembers whether anything has come; none for none. */
function noting(onText: TextListener | undefined) {
  let hasBegun = false;
  const listener: TextListener = (piece) => {
    hasBegun = true;
    onText?.(piece);
  };
  return { onText: onText === undefined ? undefined : listener, hasBegun: () => hasBegun };
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
