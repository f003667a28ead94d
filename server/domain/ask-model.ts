import {
  type LlmAnswer,
  LlmError,
  type LlmErrorKind,
  type LlmRequest,
  type TextListener,
} from '../ports/llm-provider.ts';
import type { Ports } from '../ports/ports.ts';
import type { Model } from './models.ts';

export type Prompt = Pick<LlmRequest, 'system' | 'messages' | 'temperature'>;

type Outcome =
  | { readonly status: 'answered'; readonly answer: LlmAnswer }
  /** `isLate`: it was not the model that failed, the time was up. */
  | { readonly status: 'failed'; readonly error: LlmErrorKind; readonly isLate: boolean };

export interface Asked {
  readonly model: Model;
  readonly outcome: Outcome;
}

interface Call {
  readonly prompt: Prompt;
  readonly maxTokens: number;
  /** The caller has gone. */
  readonly signal: AbortSignal;
  /** The time is up. */
  readonly limit: AbortSignal;
  readonly onText: TextListener | undefined;
}

/** Throws `signal.reason` when the caller aborts; every failure of the model is an outcome. */
export async function ask({ llm }: Pick<Ports, 'llm'>, model: Model, call: Call): Promise<Asked> {
  const { prompt, maxTokens, signal, limit, onText } = call;
  const request: LlmRequest = { model: model.id, ...prompt, maxTokens };
  try {
    const answer = await llm[model.provider].complete(request, AbortSignal.any([signal, limit]), onText);
    return { model, outcome: { status: 'answered', answer } };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) {
      return { model, outcome: { status: 'failed', error: 'timeout', isLate: true } };
    }
    if (error instanceof LlmError) {
      return { model, outcome: { status: 'failed', error: error.kind, isLate: false } };
    }
    throw error;
  }
}
