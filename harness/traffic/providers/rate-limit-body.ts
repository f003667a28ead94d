import type { Json } from '../../values/json.ts';

const MESSAGE = 'Too many requests. Try again later.';

/**
 * The body of a 429 in the words of the provider with this origin. Sources:
 * https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors,
 * https://ai.google.dev/gemini-api/docs/troubleshooting.
 */
export function rateLimitBody(origin: string): Json {
  switch (origin) {
    case 'https://api.anthropic.com':
      return { type: 'error', error: { type: 'rate_limit_error', message: MESSAGE } };
    case 'https://generativelanguage.googleapis.com':
      return { error: { code: 429, message: MESSAGE, status: 'RESOURCE_EXHAUSTED' } };
    default:
      return { error: { message: MESSAGE, type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } };
  }
}
