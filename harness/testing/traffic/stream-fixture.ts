import { anthropic } from '../../traffic/providers/anthropic/provider.ts';
import { google } from '../../traffic/providers/google/provider.ts';
import { mistral } from '../../traffic/providers/mistral/provider.ts';
import { openai } from '../../traffic/providers/openai/provider.ts';
import type { LlmOperation, Provider } from '../../traffic/providers/provider.ts';
import type { Json, JsonObject } from '../../values/json.ts';

/** For tests: one streamed answer, with the request that it answers. */
export interface StreamSample {
  readonly name: string;
  readonly provider: Provider;
  readonly operation: LlmOperation;
  readonly path: string;
  readonly request: Json;
  /** Each with the blank line that ends it. */
  readonly events: readonly string[];
  readonly finishReason: string;
}

const data = (json: Json) => `data: ${JSON.stringify(json)}\n\n`;
const named = (json: JsonObject) => `event: ${String(json['type'])}\n${data(json)}`;
const user = [{ role: 'user', content: 'Say hé' }];

function chatChunk(delta: JsonObject, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return data({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices });
}

const toolCall = (fields: JsonObject) => chatChunk({ tool_calls: [{ index: 0, ...fields }] });

/** For tests: a stream of every kind, answering "hé" or calling a tool. */
export const STREAMS: readonly StreamSample[] = [
  {
    name: 'OpenAI chat',
    provider: openai,
    operation: 'chat',
    path: '/v1/chat/completions',
    request: { model: 'gpt-4o', messages: user, stream: true },
    events: [
      chatChunk({ role: 'assistant', content: '' }),
      chatChunk({ content: 'h' }),
      chatChunk({ content: 'é' }),
      chatChunk({}, 'stop'),
      data({ id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 } }),
      'data: [DONE]\n\n',
    ],
    finishReason: 'stop',
  },
  {
    name: 'OpenAI chat with a tool',
    provider: openai,
    operation: 'chat',
    path: '/v1/chat/completions',
    request: {
      model: 'gpt-4o',
      messages: user,
      stream: true,
      tools: [{ type: 'function', function: { name: 'find', parameters: {} } }],
    },
    events: [
      toolCall({ id: 'call_abcdefgh12345678', type: 'function', function: { name: 'find', arguments: '' } }),
      toolCall({ function: { arguments: '{"q":' } }),
      toolCall({ function: { arguments: '"é"}' } }),
      chatChunk({}, 'tool_calls'),
      'data: [DONE]\n\n',
    ],
    finishReason: 'tool_calls',
  },
  {
    name: 'Mistral chat with a tool',
    provider: mistral,
    operation: 'chat',
    path: '/v1/chat/completions',
    request: {
      model: 'mistral-small-latest',
      messages: user,
      stream: true,
      tools: [{ type: 'function', function: { name: 'find', parameters: {} } }],
    },
    events: [
      chatChunk({ role: 'assistant', content: '' }),
      toolCall({ id: 'D681PevKs', function: { name: 'find', arguments: '{"q": "é"}' } }),
      chatChunk({ content: '' }, 'tool_calls'),
      'data: [DONE]\n\n',
    ],
    finishReason: 'tool_calls',
  },
  {
    name: 'OpenAI Responses',
    provider: openai,
    operation: 'responses',
    path: '/v1/responses',
    request: { model: 'gpt-4o', input: 'Say hé', stream: true },
    events: [
      { type: 'response.created', response: responseOf('in_progress', []) },
      { type: 'response.output_item.added', output_index: 0, item: outputItem([]) },
      {
        type: 'response.content_part.added',
        item_id: 'm',
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text', text: '', annotations: [] },
      },
      { type: 'response.output_text.delta', item_id: 'm', output_index: 0, content_index: 0, delta: 'hé' },
      { type: 'response.output_item.done', output_index: 0, item: outputItem(['hé']) },
      { type: 'response.completed', response: responseOf('completed', [outputItem(['hé'])]) },
    ].map(named),
    finishReason: 'stop',
  },
  {
    name: 'Anthropic messages',
    provider: anthropic,
    operation: 'chat',
    path: '/v1/messages',
    request: { model: 'claude', max_tokens: 9, messages: user, stream: true },
    events: [
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'claude',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 2, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'ping' },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'hé' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 't', name: 'find', input: {} } },
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"q":1}' } },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 2 } },
      { type: 'message_stop' },
    ].map(named),
    finishReason: 'tool_calls',
  },
  {
    name: 'Google streamGenerateContent',
    provider: google,
    operation: 'chat',
    path: '/v1beta/models/gemini-x:streamGenerateContent?alt=sse',
    request: {
      contents: [{ role: 'user', parts: [{ text: 'Say hé' }] }],
      generationConfig: {},
      safetySettings: [],
    },
    events: [
      { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'h' }] } }] },
      { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'é' }] } }] },
      {
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 2, candidatesTokenCount: 2, totalTokenCount: 4 },
      },
    ].map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`),
    finishReason: 'stop',
  },
];

function outputItem(texts: readonly string[]): JsonObject {
  const content = texts.map((text) => ({ type: 'output_text', text, annotations: [] }));
  return { type: 'message', id: 'm', role: 'assistant', status: 'completed', content };
}

function responseOf(status: string, output: readonly Json[]): JsonObject {
  return { id: 'resp_1', object: 'response', created_at: 1, model: 'gpt-4o', status, output, tools: [] };
}
