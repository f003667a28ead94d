import { feedAnthropic, isAnthropicOperation } from '../providers/anthropic/sdk-anthropic.ts';
import { feedGoogle, isGoogleOperation } from '../providers/google/sdk-google.ts';
import { feedOpenAi, isOpenAiOperation } from '../providers/openai/sdk-openai.ts';
import type { AnswerServer } from './answer-server.ts';
import type { SdkCall, SdkResult } from './sdk-answer.ts';

/**
 * Gives a recorded answer to the installed SDK that makes such requests. null when no SDK has the operation. Waits at most
 * `timeoutMs`, because an SDK may wait for ever for what a damaged stream lacks.
 */
export async function feedSdk(
  call: SdkCall,
  options: { readonly server: AnswerServer; readonly timeoutMs: number },
): Promise<SdkResult | null> {
  const fed = start(call, options.server);
  if (fed === null) {
    return null;
  }
  const { promise, resolve } = Promise.withResolvers<SdkResult>();
  const timer = setTimeout(
    () => resolve({ outcome: 'failed', reason: `The SDK did not come to an end in ${options.timeoutMs} ms.` }),
    options.timeoutMs,
  );
  try {
    return await Promise.race([fed, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function start(call: SdkCall, server: AnswerServer): Promise<SdkResult> | null {
  if (isAnthropicOperation(call.method, call.url)) {
    return feedAnthropic(call);
  }
  if (isGoogleOperation(call.method, call.url)) {
    return feedGoogle(call, server);
  }
  return isOpenAiOperation(call.method, call.url) && !isForeign(call.url) ? feedOpenAi(call) : null;
}

/** Anthropic's and Google's own hosts have paths of the same names that are not OpenAI's, but for their compatible ones. */
function isForeign({ hostname, pathname }: URL): boolean {
  if (pathname.endsWith('/chat/completions')) {
    return false;
  }
  return hostname.endsWith('anthropic.com') || hostname.endsWith('googleapis.com');
}
