import type { z } from 'zod';
import {
  type FinishReason,
  type LlmAnswer,
  LlmError,
  type LlmUsage,
  type ProviderName,
} from '../../ports/llm-provider.ts';

/** Reads a provider's body by `schema`. @throws LlmError malformed */
export function readBody<S extends z.ZodType>(provider: ProviderName, schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (!result.success) {
    throw new LlmError('malformed', { provider, httpStatus: 200, cause: result.error });
  }
  return result.data;
}

/**
 * An answer has text; one without is an error. What no database keeps (U+0000, lone surrogates) is taken out.
 * @throws LlmError content_filtered, malformed
 */
export function checkedAnswer(
  provider: ProviderName,
  answer: { readonly text: string; readonly finishReason: FinishReason; readonly usage: LlmUsage | null },
): LlmAnswer {
  const text = answer.text.toWellFormed().replaceAll('\0', '');
  if (text.trim() === '') {
    const kind = answer.finishReason === 'content_filter' ? 'content_filtered' : 'malformed';
    throw new LlmError(kind, { provider, httpStatus: 200 });
  }
  return { ...answer, text };
}
