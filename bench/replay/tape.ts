import { encodeBody } from '../../harness/traffic/cassette/body-codec.ts';
import { CASSETTE_SCHEMA, type Cassette, type Interaction } from '../../harness/traffic/cassette/cassette.ts';

export const SCENARIO = { id: 'bench', title: 'the measurement' };
export const CHAT = 'https://api.openai.com/v1/chat/completions';
const JSON_HEADERS = { 'content-type': 'application/json' };

export function makePrompt(index: number): string {
  return `Question number ${index} of the measurement, in a few words.`;
}

export function makeRequest(content: string, stream = false): string {
  return JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }], ...(stream ? { stream } : {}) });
}

/** `padding` characters make the answer larger. */
export function makeAnswer(index: number, padding = 0): string {
  const message = { role: 'assistant', content: `Answer number ${index}.${' word'.repeat(padding / 5)}` };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
  const id = `chatcmpl-${index}`;
  return JSON.stringify({ id, object: 'chat.completion', created: 1, model: 'gpt-4o', choices, usage });
}

/** The pieces of one streamed answer, cut where no event ends. */
export const STREAM_PROMPT = 'Stream something.';
export const PIECES: readonly string[] = (() => {
  const events = Array.from({ length: 20 }, (_, index) => {
    const choices = [{ index: 0, delta: { content: `word${index} ` }, finish_reason: index === 19 ? 'stop' : null }];
    return `data: ${JSON.stringify({ id: 'chatcmpl-stream', object: 'chat.completion.chunk', model: 'gpt-4o', choices })}\n\n`;
  });
  const text = `${events.join('')}data: [DONE]\n\n`;
  return text.match(/[\s\S]{1,150}/g) ?? [];
})();

export const STREAM_HEADERS = { 'content-type': 'text/event-stream', 'x-request-id': 'req_measured' };
/** The time between the pieces when the recording is replayed at its pace, in milliseconds. */
export const PIECE_MS = 10;

/** An answer that says no. */
export const ERROR_PROMPT = 'Too much.';
export const ERROR = {
  status: 429,
  headers: { ...JSON_HEADERS, 'retry-after': '7' },
  body: '{"error":{"message":"slow"}}',
};

/** A stream whose connection broke. */
export const BROKEN_PROMPT = 'Break off.';

/** How large the answers are together, in bytes. */
export function countBytes(count: number, padding: number): number {
  return Array.from({ length: count }, (_, index) => makeAnswer(index, padding).length).reduce((a, b) => a + b, 0);
}

function interaction(
  id: string,
  request: string,
  answer: Partial<Interaction> & Pick<Interaction, 'response' | 'chunks'>,
): Interaction {
  const asked = { method: 'POST', url: CHAT, headers: JSON_HEADERS, body: encodeBody(Buffer.from(request)) };
  return { id, request: asked, end: 'done', ...answer };
}

function streamed(pieces: readonly string[]) {
  return {
    response: { status: 200, headers: STREAM_HEADERS, body: encodeBody(Buffer.from(pieces.join(''))) },
    chunks: pieces.map((piece) => [PIECE_MS, piece.length] as const),
  };
}

/** `count` answers in one piece, a stream, an error, and a stream that breaks off. */
export function makeTape(count: number, padding = 0): Cassette {
  const whole = Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(makeAnswer(index, padding));
    const response = { status: 200, headers: JSON_HEADERS, body: encodeBody(body) };
    return interaction(`i-${index}`, makeRequest(makePrompt(index)), { response, chunks: [[0, body.length]] });
  });
  const error = { status: ERROR.status, headers: ERROR.headers, body: encodeBody(Buffer.from(ERROR.body)) };
  const interactions = [
    ...whole,
    interaction('stream', makeRequest(STREAM_PROMPT, true), streamed(PIECES)),
    interaction('error', makeRequest(ERROR_PROMPT), { response: error, chunks: [[0, ERROR.body.length]] }),
    interaction('broken', makeRequest(BROKEN_PROMPT, true), { ...streamed(PIECES.slice(0, 3)), end: 'reset' }),
  ];
  const provenance = {
    recordedAt: '2026-01-02T03:04:05.000Z',
    source: 'stand-in',
    upstream: 'bench',
    recorder: 'bench/0',
    sdk: {},
  };
  return { schema: CASSETTE_SCHEMA, scenario: SCENARIO, provenance, interactions };
}
