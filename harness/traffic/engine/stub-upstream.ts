import { setTimeout as delay } from 'node:timers/promises';
import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock';
import type { ProviderName, StubReply } from '../api/stub-reply.ts';
import { PROTOCOLS } from '../providers/protocols.ts';
import { stubError } from './stub-error.ts';
import { defaultReply, matches, promptOf } from './stub-reply.ts';
import type { Upstream } from './upstream.ts';

const CHARACTERS_PER_TOKEN = 4;

/** An upstream on loopback that speaks as the providers do, for recording without keys and without cost. */
export type Stub = Extract<Upstream, { readonly source: 'stand-in' }> & AsyncDisposable;

/**
 * Starts a stand-in for OpenAI chat completions, Anthropic messages and Google generateContent, whole and streamed, over
 * real HTTP. The first reply that matches answers; a request that none matches gets a text made from its prompt. Usage is
 * counted as a quarter of the characters, and an answer that is longer than the request allows is cut there.
 *
 * It is `@copilotkit/aimock`, one server a provider. What that cannot do: an error body beyond message, type and code;
 * headers of one's own; Retry-After with a status other than 429; a connection that breaks.
 */
export async function startStandIn(options: { readonly replies: readonly StubReply[] }): Promise<Stub> {
  await using started = new AsyncDisposableStack();
  const served = new Map<StubReply, number>();
  const urls = new Map<string, string>();
  for (const { provider, origin } of PROTOCOLS) {
    const mock = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', journalMaxEntries: 1 });
    mock.on({ predicate: () => true }, answerFrom(options.replies, { provider: provider as ProviderName, served }));
    urls.set(origin, await mock.start());
    started.defer(() => mock.stop());
  }
  const owned = started.move();
  return {
    source: 'stand-in',
    name: '@copilotkit/aimock',
    urlFor: (origin) => {
      const url = urls.get(origin);
      if (url === undefined) {
        throw new TypeError(`The stand-in does not stand in for ${origin}.`);
      }
      return url;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface AnswerContext {
  readonly provider: ProviderName;
  readonly served: Map<StubReply, number>;
}

function answerFrom(replies: readonly StubReply[], { provider, served }: AnswerContext) {
  return async (request: ChatCompletionRequest) => {
    const reply = replies.find(
      (candidate) =>
        (served.get(candidate) ?? 0) < (candidate.times ?? Number.POSITIVE_INFINITY) &&
        matches(candidate, { provider, model: request.model, prompt: promptOf(request) }),
    );
    if (reply !== undefined) {
      served.set(reply, (served.get(reply) ?? 0) + 1);
    }
    if (reply?.delayMs !== undefined) {
      await delay(reply.delayMs, undefined, { ref: false });
    }
    if (reply?.error !== undefined) {
      return stubError(provider, reply.error);
    }
    const whole = reply?.text ?? defaultReply(request);
    const text = whole.slice(0, (request.max_tokens ?? Number.POSITIVE_INFINITY) * CHARACTERS_PER_TOKEN);
    const finishReason = text === whole ? (reply?.finishReason ?? 'stop') : 'length';
    return { content: text, finishReason, usage: usageFor(provider, request, text) };
  };
}

function usageFor(provider: ProviderName, request: ChatCompletionRequest, text: string) {
  const input = Math.ceil(promptOf(request).length / CHARACTERS_PER_TOKEN);
  const output = Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  switch (provider) {
    case 'openai':
      return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    case 'anthropic':
      return { input_tokens: input, output_tokens: output };
    case 'google':
      return { promptTokenCount: input, candidatesTokenCount: output, totalTokenCount: input + output };
    default:
      provider satisfies never;
      throw new TypeError('Unknown provider');
  }
}
