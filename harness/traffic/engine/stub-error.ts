import type { ProviderName, StubError } from '../api/stub-reply.ts';

/**
 * The names of errors by HTTP status. Sources: https://platform.openai.com/docs/guides/error-codes,
 * https://docs.anthropic.com/en/api/errors, https://ai.google.dev/gemini-api/docs/troubleshooting.
 */
const ERROR_TYPES: Readonly<Record<ProviderName, Readonly<Record<number, string>>>> = {
  openai: { 429: 'rate_limit_error', 500: 'server_error', 503: 'server_error' },
  anthropic: {
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  },
  google: {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
    500: 'INTERNAL',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
  },
};

const OPENAI_CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  401: 'The API key is not valid.',
  403: 'The API key may not use this.',
  404: 'The model does not exist.',
  429: 'Too many requests.',
  500: 'The server had an error.',
  503: 'The service is overloaded.',
  529: 'The service is overloaded.',
};

/** The error in the terms of aimock, which puts it into the provider's shape. */
export function stubError(provider: ProviderName, error: StubError) {
  const { status, body, retryAfterMs } = error;
  const type = body?.type ?? ERROR_TYPES[provider][status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const code = body?.code ?? (provider === 'openai' ? OPENAI_CODES[status] : undefined);
  return {
    status,
    error: {
      message: body?.message ?? MESSAGES[status] ?? 'The request failed.',
      type,
      ...(code === undefined ? {} : { code }),
    },
    ...(retryAfterMs === undefined ? {} : { retryAfter: retryAfterMs / 1000 }),
  };
}
