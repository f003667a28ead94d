import { encodeBody } from '#harness/cassette/body-codec.ts';
import { CASSETTE_SCHEMA, type Cassette, type Interaction } from '#harness/cassette/cassette.ts';

export const SCENARIO = { id: 'bench', title: 'the measurement' };
export const CHAT = 'https://api.openai.com/v1/chat/completions';

export function promptOf(index: number): string {
  return `Question number ${index} of the measurement, in a few words.`;
}

export function requestOf(content: string, stream = false): string {
  return JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }], ...(stream ? { stream } : {}) });
}

export function answerOf(index: number): string {
  const message = { role: 'assistant', content: `Answer number ${index}.` };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
  return JSON.stringify({
    id: `chatcmpl-${index}`,
    object: 'chat.completion',
    created: 1,
    model: 'gpt-4o',
    choices,
    usage,
  });
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

function interaction(id: string, request: string, answer: Omit<Interaction, 'id' | 'request' | 'end'>): Interaction {
  const headers = { 'content-type': 'application/json' };
  return {
    id,
    request: { method: 'POST', url: CHAT, headers, body: encodeBody(Buffer.from(request)) },
    ...answer,
    end: 'done',
  };
}

/** `count` answers in one piece, and the stream. */
export function tapeOf(count: number): Cassette {
  const whole = Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(answerOf(index));
    const response = { status: 200, headers: { 'content-type': 'application/json' }, body: encodeBody(body) };
    return interaction(`i-${index}`, requestOf(promptOf(index)), { response, chunks: [[0, body.length]] });
  });
  const streamed = interaction('stream', requestOf(STREAM_PROMPT, true), {
    response: { status: 200, headers: STREAM_HEADERS, body: encodeBody(Buffer.from(PIECES.join(''))) },
    chunks: PIECES.map((piece) => [0, piece.length] as const),
  });
  const provenance = {
    recordedAt: '2026-01-02T03:04:05.000Z',
    source: 'stand-in',
    upstream: 'bench',
    recorder: 'bench/0',
    sdk: {},
  };
  return { schema: CASSETTE_SCHEMA, scenario: SCENARIO, provenance, interactions: [...whole, streamed] };
}
