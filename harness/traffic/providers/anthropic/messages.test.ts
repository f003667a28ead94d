import { describe, expect, test } from 'vitest';
import { anthropicMessages } from './messages.ts';

const MESSAGES = new URL('https://api.anthropic.com/v1/messages');

function received(body: string, type = 'application/json') {
  return { status: 200, headers: new Headers({ 'content-type': type }), body: Buffer.from(body) };
}

describe('anthropicMessages.parseRequest', () => {
  test('reads a message request, with blocks and tools', () => {
    const parsed = anthropicMessages.parseRequest('POST', MESSAGES, {
      model: 'claude-sonnet-4-6',
      max_tokens: 100,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'find', input: { q: 1 } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'found' }] },
      ],
    });

    expect(parsed).toEqual({
      operation: 'chat',
      model: 'claude-sonnet-4-6',
      request: {
        system: 'Be brief.',
        messages: [
          { role: 'user', text: 'Hi' },
          { role: 'assistant', text: '', toolCalls: [{ id: '#1', name: 'find', arguments: { q: 1 } }] },
          { role: 'tool', text: 'found', toolCallId: '#1' },
        ],
        maxTokens: 100,
        temperature: null,
        stream: false,
      },
    });
  });

  test('says nothing of counting tokens', () => {
    const parsed = anthropicMessages.parseRequest(
      'POST',
      new URL('https://api.anthropic.com/v1/messages/count_tokens'),
      {},
    );

    expect(parsed).toBeNull();
  });
});

describe('anthropicMessages.parseResponse', () => {
  test('reads a whole answer, without its thinking', () => {
    const body = JSON.stringify({
      content: [
        { type: 'thinking', thinking: 'hm', signature: 's' },
        { type: 'text', text: 'Hello' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 3, output_tokens: 1 },
    });

    const outcome = anthropicMessages.parseResponse(received(body));

    expect(outcome).toEqual({
      status: 'answered',
      text: 'Hello',
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 1 },
    });
  });

  const events = [
    { type: 'message_start', message: { usage: { input_tokens: 3, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

  test('reads a stream as the same outcome', () => {
    const outcome = anthropicMessages.parseResponse(received(events.join(''), 'text/event-stream'));

    expect(outcome).toEqual({
      status: 'answered',
      text: 'Hello',
      finishReason: 'length',
      usage: { inputTokens: 3, outputTokens: 2 },
    });
  });

  test('takes a stream without its last event for broken', () => {
    const outcome = anthropicMessages.parseResponse(received(events.slice(0, -1).join(''), 'text/event-stream'));

    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringContaining('message_stop') });
  });

  test('takes an error in the stream for broken, and names its type', () => {
    const error = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"m"}}\n\n';

    const outcome = anthropicMessages.parseResponse(received(events.slice(0, 4).join('') + error, 'text/event-stream'));

    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringContaining('overloaded_error') });
  });
});
