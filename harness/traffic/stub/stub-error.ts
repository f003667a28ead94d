import type { StubError } from '../api/stub-reply.ts';
import type { Provider, StubErrorFacts } from '../providers/provider.ts';

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

/** The error as the provider names it, in the terms of aimock, which puts it into the provider's shape. */
export function toStubError({ stub }: Provider, error: StubError) {
  const { message, type, code } = describeError(stub, error);
  const { status, retryAfterMs } = error;
  return {
    status,
    error: { message, type, ...(code === null ? {} : { code }) },
    ...(retryAfterMs === undefined ? {} : { retryAfter: retryAfterMs / 1000 }),
  };
}

function describeError(stub: Provider['stub'], { status, body }: StubError): StubErrorFacts {
  return {
    status,
    message: body?.message ?? MESSAGES[status] ?? 'The request failed.',
    type: body?.type ?? stub.errorTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
    code: body?.code ?? stub.errorCodes[status] ?? null,
  };
}
