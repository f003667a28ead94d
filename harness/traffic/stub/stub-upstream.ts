import { setTimeout as delay } from 'node:timers/promises';
import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock';
import type { StubReply } from '../api/stub-reply.ts';
import type { Upstream } from '../engine/recording/upstream.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDERS } from '../providers/providers.ts';
import { toStubError } from './stub-error.ts';
import { getPrompt, isReplyTo, makeReply } from './stub-reply.ts';
import { startTranslator } from './translate-stub.ts';

const CHARACTERS_PER_TOKEN = 4;

/** An upstream on loopback that speaks as the providers do, for recording without keys and without cost. */
export type Stub = Extract<Upstream, { readonly source: 'stand-in' }> & AsyncDisposable;

/**
 * Starts a stub of each provider, whole and streamed, over real HTTP. The first reply that matches is the response; a
 * request that none matches gets a text made from its prompt. Usage is counted as a quarter of the characters, and a
 * response that is longer than the request allows is cut there.
 *
 * It is `@copilotkit/aimock`, one server a provider. What that cannot do: headers of its user's choice; Retry-After with
 * a status other than 429; a connection that breaks.
 */
export async function startStubUpstream(options: { readonly replies: readonly StubReply[] }): Promise<Stub> {
  await using started = new AsyncDisposableStack();
  const served = new Map<StubReply, number>();
  const urls = new Map<string, string>();
  for (const provider of PROVIDERS) {
    urls.set(provider.origin, await startStub(provider, { replies: options.replies, served, started }));
  }
  const owned = started.move();
  return {
    source: 'stand-in',
    name: '@copilotkit/aimock',
    urlFor: (origin) => {
      const url = urls.get(origin);
      if (url === undefined) {
        throw new TypeError(`There is no stub of ${origin}.`);
      }
      return url;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface StubContext {
  readonly replies: readonly StubReply[];
  /** How often each reply has been sent. */
  readonly served: Map<StubReply, number>;
  readonly started: AsyncDisposableStack;
}

async function startStub(provider: Provider, context: StubContext): Promise<string> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', journalMaxEntries: 1 });
  mock.on({ predicate: () => true }, respondWith(provider, context));
  const url = await mock.start();
  context.started.defer(() => mock.stop());
  const { translation } = provider.stub;
  return translation === undefined ? url : context.started.use(await startTranslator(url, translation)).url;
}

function respondWith(provider: Provider, { replies, served }: StubContext) {
  return async (request: ChatCompletionRequest) => {
    const asked = { provider: provider.name, model: request.model, prompt: getPrompt(request) };
    const isLeft = (reply: StubReply) => (served.get(reply) ?? 0) < (reply.times ?? Number.POSITIVE_INFINITY);
    const reply = replies.find((candidate) => isLeft(candidate) && isReplyTo(candidate, asked));
    if (reply !== undefined) {
      served.set(reply, (served.get(reply) ?? 0) + 1);
    }
    if (reply?.delayMs !== undefined) {
      await delay(reply.delayMs, undefined, { ref: false });
    }
    if (reply?.error !== undefined) {
      return toStubError(provider, reply.error);
    }
    const whole = reply?.text ?? makeReply(request);
    const text = whole.slice(0, (request.max_tokens ?? Number.POSITIVE_INFINITY) * CHARACTERS_PER_TOKEN);
    const finishReason = text === whole ? (reply?.finishReason ?? 'stop') : 'length';
    const usage = provider.stub.usage(countTokens(asked.prompt), countTokens(text));
    return { content: text, finishReason, usage };
  };
}

function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
