import { createHash } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { LlmFault } from '../../ports/llm-fault.ts';
import {
  type LlmAnswer,
  LlmError,
  type LlmErrorKind,
  type LlmProvider,
  type LlmRequest,
  type ProviderName,
  type TextListener,
} from '../../ports/llm-provider.ts';

export type ScriptedOutcome =
  | { readonly status: 'pending' }
  | ({ readonly status: 'answered' } & LlmAnswer)
  | { readonly status: 'refused'; readonly httpStatus: number }
  | { readonly status: 'broken'; readonly reason: string };

export interface ScriptedCall {
  readonly request: LlmRequest;
  /** The key that the real provider would have been shown; empty for that of the server. */
  readonly apiKey: string;
  readonly isStreamed: boolean;
  readonly outcome: ScriptedOutcome;
}

type OpenCall = Omit<ScriptedCall, 'outcome'> & { outcome: ScriptedOutcome };

interface Asking {
  readonly request: LlmRequest;
  readonly apiKey: string;
  readonly signal: AbortSignal;
  readonly onText: TextListener | undefined;
}

export interface ScriptedProviderOptions {
  readonly provider: ProviderName;
  readonly seed: string;
  readonly clock: Clock;
  /** How long a call with the fault `timeout` takes. */
  readonly timeoutMs: number;
  readonly fault?: LlmFault;
}

/** What the real provider would have said; `null` where no HTTP answer would have come. */
const HTTP_STATUS: Readonly<Record<LlmErrorKind, number | null>> = {
  authentication: 401,
  rate_limited: 429,
  quota: 429,
  model_not_found: 404,
  invalid_request: 400,
  content_filtered: 400,
  timeout: null,
  network: null,
  server: 500,
  malformed: null,
};

const EXCERPT_WORDS = 24;
const CHARACTERS_PER_TOKEN = 4;
/** A streamed answer comes in pieces that end before a space. */
const PIECES = /(?= )/;

/**
 * A stand-in that opens no socket. It reads its prompt: the same seed, provider, model and prompt give the same answer,
 * any other a different one. Every call is recorded when it starts.
 */
export class ScriptedProvider implements LlmProvider {
  readonly provider: ProviderName;
  readonly #options: ScriptedProviderOptions;
  readonly #calls: OpenCall[] = [];

  constructor(options: ScriptedProviderOptions) {
    this.provider = options.provider;
    this.#options = options;
  }

  get calls(): readonly ScriptedCall[] {
    return this.#calls;
  }

  complete(request: LlmRequest, signal: AbortSignal, onText?: TextListener): Promise<LlmAnswer> {
    return this.withKey('').complete(request, signal, onText);
  }

  /** The same stand-in, asked with a key: it answers, counts and records as if there were no keys, and says which it was. */
  withKey(apiKey: string): LlmProvider {
    return {
      provider: this.provider,
      complete: (request, signal, onText) => this.#complete({ request, apiKey, signal, onText }),
    };
  }

  async #complete({ request, apiKey, signal, onText }: Asking): Promise<LlmAnswer> {
    const call: OpenCall = {
      request: structuredClone(request),
      apiKey,
      isStreamed: onText !== undefined,
      outcome: { status: 'pending' },
    };
    this.#calls.push(call);
    try {
      const answer = await this.#answer(call.request, this.#calls.length, signal);
      for (const piece of onText === undefined ? [] : answer.text.split(PIECES)) {
        await this.#options.clock.sleep(0, signal);
        onText?.(piece);
      }
      call.outcome = { status: 'answered', ...answer };
      return answer;
    } catch (error) {
      call.outcome = outcomeOf(error);
      throw error;
    }
  }

  async #answer(request: LlmRequest, callNumber: number, signal: AbortSignal): Promise<LlmAnswer> {
    const { fault, clock, timeoutMs, seed } = this.#options;
    const isFaulty =
      fault !== undefined &&
      callNumber <= (fault.times ?? Number.POSITIVE_INFINITY) &&
      (request.system ?? '').includes(fault.systemIncludes ?? '');
    await clock.sleep(isFaulty && fault.kind === 'timeout' ? timeoutMs : 0, signal);
    if (isFaulty) {
      throw new LlmError(fault.kind, {
        provider: this.provider,
        httpStatus: fault.httpStatus ?? HTTP_STATUS[fault.kind],
        retryAfterMs: fault.retryAfterMs ?? null,
      });
    }
    return scriptedAnswer(request, `${seed}/${this.provider}`);
  }
}

function scriptedAnswer(request: LlmRequest, seed: string): LlmAnswer {
  const reference = createHash('sha256')
    .update(JSON.stringify([seed, request.model, request.system, request.messages, request.temperature]))
    .digest('hex')
    .slice(0, 12);
  const prompt = request.messages.map((message) => message.text).join('\n');
  // @note Words alone: what punctuation of a prompt means to the next one is not for a double to repeat.
  const excerpt = (prompt.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, EXCERPT_WORDS).join(' ');
  const full = `${request.model} on "${excerpt}": the scripted view with reference ${reference}, drawn from the prompt alone.`;
  const outputTokens = Math.ceil(full.length / CHARACTERS_PER_TOKEN);
  const isCut = outputTokens > request.maxTokens;
  return {
    text: isCut ? full.slice(0, request.maxTokens * CHARACTERS_PER_TOKEN) : full,
    finishReason: isCut ? 'length' : 'stop',
    usage: {
      inputTokens: Math.ceil((prompt.length + (request.system?.length ?? 0)) / CHARACTERS_PER_TOKEN),
      outputTokens: Math.min(outputTokens, request.maxTokens),
    },
  };
}

function outcomeOf(error: unknown): ScriptedOutcome {
  if (error instanceof LlmError) {
    return error.httpStatus === null
      ? { status: 'broken', reason: error.kind }
      : { status: 'refused', httpStatus: error.httpStatus };
  }
  return { status: 'broken', reason: 'aborted' };
}
