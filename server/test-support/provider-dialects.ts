import type { LlmErrorKind } from '../ports/llm-provider.ts';

interface Failure {
  readonly status: number;
  body(retryAfterSeconds: number): unknown;
}

/** How one provider words success and failure. Shapes from the providers' API references. */
export interface Dialect {
  success(body: unknown): unknown;
  /** The same as frames of a stream, the last of which say that it is whole. */
  stream(body: unknown): readonly string[];
  /** How many of the last frames say so. */
  readonly endingFrames: number;
  readonly malformedFrame: string;
  /** An error that is told within a stream that has begun with 200. */
  errorFrame(kind: 'server' | 'rate_limited'): string;
  readonly failures: Readonly<Record<Exclude<LlmErrorKind, 'timeout' | 'network' | 'malformed'>, Failure>>;
}

const TEXT = 'An answer that is long enough to be cut by a small limit of tokens.';
/** A character of two code units is cut in half on purpose. */
const PIECES = ['An answer that is long \ud83c', '\udf0d enough ', 'to be cut by ', 'a small limit of tokens.'];

export const openAiDialect: Dialect = {
  success: (body) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-4o-mini',
    choices: [
      {
        index: 0,
        finish_reason: isSmall(body, 'max_tokens') ? 'length' : 'stop',
        message: { role: 'assistant', content: TEXT, refusal: null },
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
  }),
  stream: (body) => [
    ...PIECES.map((content) => openAiFrame({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
    openAiFrame({
      choices: [{ index: 0, delta: {}, finish_reason: isSmall(body, 'max_tokens') ? 'length' : 'stop' }],
    }),
    openAiFrame({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 } }),
    'data: [DONE]\n\n',
  ],
  endingFrames: 3,
  malformedFrame: 'data: {"cut off\n\n',
  errorFrame: (kind) => {
    const [type, code] = kind === 'server' ? ['server_error', null] : ['tokens', 'rate_limit_exceeded'];
    return `data: ${JSON.stringify({ error: { message: 'It failed.', type, param: null, code } })}\n\n`;
  },
  failures: {
    authentication: openAi(401, 'invalid_request_error', 'invalid_api_key'),
    rate_limited: openAi(429, 'requests', 'rate_limit_exceeded'),
    quota: openAi(429, 'insufficient_quota', 'insufficient_quota'),
    model_not_found: openAi(404, 'invalid_request_error', 'model_not_found'),
    invalid_request: openAi(400, 'invalid_request_error', 'context_length_exceeded'),
    content_filtered: openAi(400, 'invalid_request_error', 'content_filter'),
    server: openAi(500, 'server_error', null),
  },
};

export const anthropicDialect: Dialect = {
  success: (body) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5',
    content: [{ type: 'text', text: TEXT }],
    stop_reason: isSmall(body, 'max_tokens') ? 'max_tokens' : 'end_turn',
    usage: { input_tokens: 9, output_tokens: 12 },
  }),
  stream: (body) => [
    anthropicFrame('message_start', { message: { id: 'msg_1', usage: { input_tokens: 9, output_tokens: 1 } } }),
    anthropicFrame('ping', {}),
    ...PIECES.map((text) => anthropicFrame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })),
    anthropicFrame('message_delta', {
      delta: { stop_reason: isSmall(body, 'max_tokens') ? 'max_tokens' : 'end_turn' },
      usage: { output_tokens: 12 },
    }),
    anthropicFrame('message_stop', {}),
  ],
  endingFrames: 1,
  malformedFrame: 'event: content_block_delta\ndata: {"cut off\n\n',
  errorFrame: (kind) => {
    const type = kind === 'server' ? 'overloaded_error' : 'rate_limit_error';
    return anthropicFrame('error', { error: { type, message: 'Overloaded' } });
  },
  failures: {
    authentication: anthropic(401, 'authentication_error', 'invalid x-api-key'),
    rate_limited: anthropic(429, 'rate_limit_error', 'slow down'),
    quota: anthropic(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
    model_not_found: anthropic(404, 'not_found_error', 'model: nope'),
    invalid_request: anthropic(400, 'invalid_request_error', 'max_tokens: too large'),
    content_filtered: anthropic(400, 'invalid_request_error', 'Output blocked by content_filter policy'),
    server: anthropic(529, 'overloaded_error', 'Overloaded'),
  },
};

export const googleDialect: Dialect = {
  success: (body) => ({
    candidates: [
      {
        content: { role: 'model', parts: [{ text: TEXT.slice(0, 20) }, { text: TEXT.slice(20) }] },
        finishReason: isSmall(property(body, 'generationConfig'), 'maxOutputTokens') ? 'MAX_TOKENS' : 'STOP',
      },
    ],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 12, totalTokenCount: 21 },
  }),
  stream: (body) => {
    const candidate = (text: string) => ({ content: { role: 'model', parts: [{ text }] } });
    const isCut = isSmall(property(body, 'generationConfig'), 'maxOutputTokens');
    const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 12, totalTokenCount: 21 };
    return [
      ...PIECES.slice(0, -1).map((text) => googleFrame({ candidates: [candidate(text)] })),
      googleFrame({
        candidates: [{ ...candidate(PIECES.at(-1) ?? ''), finishReason: isCut ? 'MAX_TOKENS' : 'STOP' }],
        usageMetadata,
      }),
    ];
  },
  endingFrames: 1,
  malformedFrame: 'data: {"cut off\r\n\r\n',
  errorFrame: (kind) => googleFrame(googleError(kind === 'server' ? 503 : 429, 'The model is overloaded.', [])),
  failures: {
    authentication: google(400, 'API key not valid. Please pass a valid API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ]),
    rate_limited: {
      status: 429,
      body: (seconds) =>
        googleError(429, 'You exceeded your current quota, please check your plan and billing details.', [
          { '@type': 'type.googleapis.com/google.rpc.Help', links: [] },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` },
        ]),
    },
    quota: google(429, 'You exceeded your current quota, please check your plan and billing details.'),
    model_not_found: google(404, 'models/nope is not found for API version v1beta'),
    invalid_request: google(400, 'Invalid value at contents'),
    content_filtered: { status: 200, body: () => ({ promptFeedback: { blockReason: 'SAFETY' } }) },
    server: google(503, 'The model is overloaded. Please try again later.'),
  },
};

function openAiFrame(chunk: object): string {
  return `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', ...chunk })}\n\n`;
}

function anthropicFrame(type: string, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}

function googleFrame(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

function openAi(status: number, type: string, code: string | null): Failure {
  return { status, body: () => ({ error: { message: 'It failed.', type, param: null, code } }) };
}

function anthropic(status: number, type: string, message: string): Failure {
  return { status, body: () => ({ type: 'error', error: { type, message }, request_id: 'req_1' }) };
}

function google(status: number, message: string, details?: readonly unknown[]): Failure {
  return { status, body: () => googleError(status, message, details) };
}

function googleError(code: number, message: string, details?: readonly unknown[]) {
  return { error: { code, message, status: 'FAILED', ...(details === undefined ? {} : { details }) } };
}

function isSmall(body: unknown, member: string): boolean {
  const limit = property(body, member);
  return typeof limit === 'number' && limit < 10;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
