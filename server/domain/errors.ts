/** Every problem that the API can answer with: the only table of codes, statuses and titles. */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'The request cannot be understood' },
  json_invalid: { status: 400, title: 'The body is not valid JSON' },
  token_missing: { status: 401, title: 'No token was sent' },
  token_malformed: { status: 401, title: 'The token is malformed' },
  token_signature_invalid: { status: 401, title: 'The token was not issued here' },
  token_expired: { status: 401, title: 'The token has expired' },
  token_wrong_type: { status: 401, title: 'The token is of the wrong type' },
  token_revoked: { status: 401, title: 'The token has been revoked' },
  api_key_unknown: { status: 401, title: 'There is no such API key' },
  api_key_revoked: { status: 401, title: 'The API key has been revoked' },
  credentials_invalid: { status: 401, title: 'E-mail or password is wrong' },
  api_key_scope_insufficient: { status: 403, title: 'The API key does not allow this' },
  password_wrong: { status: 403, title: 'The current password is wrong' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  email_taken: { status: 409, title: 'The e-mail address has an account already' },
  api_key_limit_reached: { status: 409, title: 'You have as many API keys as you may have' },
  idempotency_conflict: { status: 409, title: 'A request under this idempotency key is under way' },
  analysis_stopped: { status: 409, title: 'The analysis was stopped before its end' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  validation_failed: { status: 422, title: 'The request does not fit its schema' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'The server failed' },
  llm_providers_failed: { status: 502, title: 'Too few models answered' },
  database_unavailable: { status: 503, title: 'The database is unavailable' },
  provider_key_unreadable: { status: 503, title: 'A provider key of yours cannot be opened' },
  analysis_timeout: { status: 504, title: 'The models took too long' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** A failure that the client is told about, as RFC 9457 asks. `extensions` become members of the problem. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    options: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly extensions?: Readonly<Record<string, unknown>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.headers = options.headers ?? {};
    this.extensions = options.extensions ?? {};
  }
}
