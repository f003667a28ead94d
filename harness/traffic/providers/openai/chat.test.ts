import { describe, expect, test } from 'vitest';
import { openaiProtocol } from './protocol.ts';

const CHAT = new URL('https://api.openai.com/v1/chat/completions');

function received(body: string, options: { readonly status?: number; readonly type?: string } = {}) {
  const { status = 200, type = 'application/json' } = options;
  return { status, headers: new Headers({ 'content-type': type }), body: Buffer.from(body) };
}

describe('openaiProtocol.parseRequest', () => {
  test('reads a chat completion, its instructions apart', () => {
    const parsed = openaiProtocol.parseRequest('POST', CHAT, {
      model: 'gpt-4o',
      max_completion_tokens: 50,
      temperature: 0.2,
      stream: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look: ' },
            { type: 'image_url', image_url: { url: 'x' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: '1', function: { name: 'find', arguments: '{"q":1}' } }],
        },
        { role: 'tool', tool_call_id: '1', content: 'found' },
      ],
    });

    expect(parsed).toEqual({
      operation: 'chat',
      model: 'gpt-4o',
      request: {
        system: 'Be brief.\n\nBe kind.',
        messages: [
          {
            role: 'user',
            text: 'Look: [image_url]',
            other: {
              content: [
                { type: 'text', text: 'Look: ' },
                { type: 'image_url', image_url: { url: 'x' } },
              ],
            },
          },
          { role: 'assistant', text: '', toolCalls: [{ id: '#1', name: 'find', arguments: { q: 1 } }] },
          { role: 'tool', text: 'found', toolCallId: '#1' },
        ],
        maxTokens: 50,
        temperature: 0.2,
        stream: true,
      },
    });
  });

  test('says nothing of an endpoint that it does not understand', () => {
    const parsed = openaiProtocol.parseRequest('POST', new URL('https://api.openai.com/v1/files'), { model: 'm' });

    expect(parsed).toBeNull();
  });

  test('reads a body that is no object without failing', () => {
    const parsed = openaiProtocol.parseRequest('POST', CHAT, 'nonsense');

    expect(parsed).toMatchObject({ model: '', request: { messages: [] } });
  });
});

describe('openaiProtocol.parseResponse', () => {
  test('reads a whole answer', () => {
    const body = JSON.stringify({
      choices: [{ message: { role: 'assistant', content: 'Hello' }, finish_reason: 'length' }],
      usage: { prompt_tokens: 3, completion_tokens: 1 },
    });

    const outcome = openaiProtocol.parseResponse(received(body));

    expect(outcome).toEqual({
      status: 'answered',
      text: 'Hello',
      finishReason: 'length',
      usage: { inputTokens: 3, outputTokens: 1 },
    });
  });

  const stream = [
    '{"choices":[{"delta":{"content":"Hel"},"finish_reason":null}]}',
    '{"choices":[{"delta":{"content":"lo"},"finish_reason":null}]}',
    '{"choices":[{"delta":{},"finish_reason":"stop"}]}',
    '{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}',
    '[DONE]',
  ].map((data) => `data: ${data}\n\n`);

  test('reads a stream as the same outcome', () => {
    const outcome = openaiProtocol.parseResponse(
      received(stream.join(''), { type: 'text/event-stream; charset=utf-8' }),
    );

    expect(outcome).toEqual({
      status: 'answered',
      text: 'Hello',
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 2 },
    });
  });

  test.each([0, 1, 2, 3, 4])('takes a stream that ends after %i events for broken', (count) => {
    const outcome = openaiProtocol.parseResponse(
      received(stream.slice(0, count).join(''), { type: 'text/event-stream' }),
    );

    expect(outcome).toMatchObject({ status: 'broken' });
  });

  test.each(['{"choices":[{"message":{"content":"He', '', 'null', '{}'])('takes the body "%s" for broken', (body) => {
    const outcome = openaiProtocol.parseResponse(received(body));

    expect(outcome).toMatchObject({ status: 'broken' });
  });

  test('reads an HTTP error as a refusal', () => {
    const outcome = openaiProtocol.parseResponse(received('not even JSON', { status: 429 }));

    expect(outcome).toEqual({ status: 'refused', httpStatus: 429 });
  });
});
