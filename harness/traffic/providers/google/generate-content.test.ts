import { describe, expect, test } from 'vitest';
import { googleGenerateContent } from './generate-content.ts';

function urlOf(call: string): URL {
  return new URL(`https://generativelanguage.googleapis.com/v1beta/models/${call}`);
}

function received(body: string, type = 'application/json') {
  return { status: 200, headers: new Headers({ 'content-type': type }), body: Buffer.from(body) };
}

describe('googleGenerateContent.parseRequest', () => {
  test('reads generateContent, the model from the path', () => {
    const parsed = googleGenerateContent.parseRequest('POST', urlOf('gemini-2.5-pro:generateContent'), {
      systemInstruction: { role: 'system', parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi ' }, { text: 'there' }, { inlineData: { data: 'x' } }] },
        { role: 'model', parts: [{ functionCall: { name: 'find', args: { q: 1 } } }] },
        { role: 'function', parts: [{ functionResponse: { name: 'find', response: { found: true } } }] },
      ],
      generationConfig: { maxOutputTokens: 20, temperature: 0 },
    });

    expect(parsed).toEqual({
      operation: 'chat',
      model: 'gemini-2.5-pro',
      request: {
        system: 'Be brief.',
        messages: [
          {
            role: 'user',
            text: 'Hi there[inlineData]',
            other: { parts: [{ text: 'Hi ' }, { text: 'there' }, { inlineData: { data: 'x' } }] },
          },
          { role: 'assistant', text: '', toolCalls: [{ id: '#1', name: 'find', arguments: { q: 1 } }] },
          { role: 'tool', text: '{"found":true}', toolCallId: '#1' },
        ],
        maxTokens: 20,
        temperature: 0,
        stream: false,
      },
    });
  });

  test('reads a stream from the path', () => {
    const parsed = googleGenerateContent.parseRequest('POST', urlOf('gemini:streamGenerateContent?alt=sse'), {
      contents: [],
    });

    expect(parsed).toMatchObject({ model: 'gemini', request: { system: null, stream: true } });
  });

  test('says nothing of a verb that it does not understand', () => {
    const parsed = googleGenerateContent.parseRequest('POST', urlOf('gemini:tune'), {});

    expect(parsed).toBeNull();
  });
});

describe('googleGenerateContent.parseResponse', () => {
  const chunks = [
    { candidates: [{ content: { parts: [{ text: 'Hel' }] } }], usageMetadata: { promptTokenCount: 3 } },
    {
      candidates: [{ content: { parts: [{ text: 'lo' }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
    },
  ];
  const hello = { status: 'answered', text: 'Hello', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2 } };

  test('reads a stream of events with CRLF', () => {
    const body = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

    const outcome = googleGenerateContent.parseResponse(received(body, 'text/event-stream'));

    expect(outcome).toEqual(hello);
  });

  test('reads a stream that is one JSON array', () => {
    const outcome = googleGenerateContent.parseResponse(received(JSON.stringify(chunks)));

    expect(outcome).toEqual(hello);
  });

  test('takes a stream without a finish reason for broken', () => {
    const outcome = googleGenerateContent.parseResponse(
      received(`data: ${JSON.stringify(chunks[0])}\r\n\r\n`, 'text/event-stream'),
    );

    expect(outcome).toMatchObject({ status: 'broken' });
  });

  test('reads a blocked prompt as filtered content', () => {
    const outcome = googleGenerateContent.parseResponse(received('{"promptFeedback":{"blockReason":"SAFETY"}}'));

    expect(outcome).toEqual({ status: 'answered', text: '', finishReason: 'content_filter', usage: null });
  });
});
