import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../values/json.ts';
import type { LlmOperation, Provider } from './provider.ts';
import { PROVIDERS } from './providers.ts';

interface Endpoint {
  readonly name: string;
  readonly provider: Provider;
  readonly path: string;
  readonly body: JsonObject;
  /** Members that change what is asked, each for one more call that must not be the same as any other. */
  readonly members: readonly JsonObject[];
}

const [openai, anthropic, google, mistral] = PROVIDERS;
const messages = [{ role: 'user', content: 'Where is Vienna?' }];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const sampling = [
  { top_p: 0.5 },
  { stop: ['END'] },
  { seed: 7 },
  { user: 'u-1' },
  { metadata: { run: 'a' } },
  { n: 2 },
];
const functionTool = (description: string) => ({
  type: 'function',
  function: { name: 'find', description, parameters },
});

const chatMembers: readonly JsonObject[] = [
  {},
  ...sampling,
  { tools: [functionTool('Finds.')] },
  { tools: [functionTool('Looks.')] },
  { tools: [functionTool('Finds.')], tool_choice: 'required' },
  { tools: [functionTool('Finds.')], parallel_tool_calls: false },
  { response_format: { type: 'json_object' } },
  { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: parameters } } },
  {
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { ...parameters, required: ['city'] } } },
  },
  { reasoning_effort: 'low' },
  { logit_bias: { 50256: -100 } },
  { stream_options: { include_usage: true } },
  { something_new: { nobody: ['knows', 1] } },
  { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.test/1.png' } }] }] },
  { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.test/2.png' } }] }] },
  { messages: [{ role: 'user', content: 'Where is Vienna?', name: 'ada' }] },
  { messages: [...messages, { role: 'system', content: 'Be brief.' }] },
  { messages: [{ role: 'system', content: 'Be brief.' }, ...messages] },
];

const toolsOf = (names: readonly string[]) =>
  names.map((name) => ({ name, description: 'd', input_schema: parameters }));

const ENDPOINTS: readonly Endpoint[] = [
  {
    name: 'chat completions',
    provider: openai,
    path: '/v1/chat/completions',
    body: { model: 'm', messages },
    members: chatMembers,
  },
  {
    name: 'Mistral chat',
    provider: mistral,
    path: '/v1/chat/completions',
    body: { model: 'm', messages },
    members: chatMembers,
  },
  {
    name: 'the Responses API',
    provider: openai,
    path: '/v1/responses',
    body: { model: 'm', input: 'Where is Vienna?' },
    members: [
      {},
      { top_p: 0.5 },
      { metadata: { run: 'a' } },
      { tools: [{ type: 'function', name: 'find', parameters }] },
      { tools: [{ type: 'web_search' }] },
      { tool_choice: 'none' },
      { text: { format: { type: 'json_schema', name: 'a', schema: parameters } } },
      { reasoning: { effort: 'high' } },
      { previous_response_id: 'resp_1' },
      { store: false },
      {
        input: [
          { type: 'message', role: 'user', content: [{ type: 'input_image', image_url: 'https://a.test/1.png' }] },
        ],
      },
      { input: [{ type: 'item_reference', id: 'msg_1' }] },
    ],
  },
  {
    name: 'Anthropic messages',
    provider: anthropic,
    path: '/v1/messages',
    body: { model: 'm', max_tokens: 10, messages },
    members: [
      {},
      { top_p: 0.5 },
      { top_k: 5 },
      { stop_sequences: ['END'] },
      { metadata: { user_id: 'u' } },
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      { tools: toolsOf(['find']) },
      { tools: toolsOf(['find', 'look']) },
      { tools: toolsOf(['find']), tool_choice: { type: 'any' } },
      { system: 'Be brief.' },
      { system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }] },
      {
        messages: [
          { role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://a.test/1.png' } }] },
        ],
      },
    ],
  },
  ...['generateContent', 'streamGenerateContent'].map((verb) => ({
    name: `Google ${verb}`,
    provider: google,
    path: `/v1beta/models/m:${verb}`,
    body: { contents: [{ role: 'user', parts: [{ text: 'Where is Vienna?' }] }] },
    members: [
      {},
      { generationConfig: { topP: 0.5 } },
      { generationConfig: { stopSequences: ['END'] } },
      { generationConfig: { seed: 7 } },
      { generationConfig: { responseMimeType: 'application/json', responseSchema: parameters } },
      { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } },
      { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }] },
      { tools: [{ functionDeclarations: [{ name: 'find', parameters }] }] },
      { tools: [{ functionDeclarations: [{ name: 'look', parameters }] }] },
      { toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
      { cachedContent: 'cachedContents/1' },
      { contents: [{ role: 'user', parts: [{ fileData: { fileUri: 'https://a.test/1.png' } }] }] },
    ],
  })),
];

function parseRequest({ provider, path }: Endpoint, body: JsonObject) {
  return provider.protocol.parseRequest('POST', new URL(path, provider.origin), body)?.request;
}

describe.each(ENDPOINTS)('a request to $name', (endpoint) => {
  test('is another one when any member of it differs', () => {
    const requests = endpoint.members.map((more) =>
      JSON.stringify(parseRequest(endpoint, { ...endpoint.body, ...more })),
    );

    expect(requests.filter((one, index) => requests.indexOf(one) !== index)).toEqual([]);
  });

  test('has options only where there are some', () => {
    expect(parseRequest(endpoint, endpoint.body)).not.toHaveProperty('options');
  });
});

test('an image in a request is kept as its length and digest', () => {
  const url = `data:image/png;base64,${'iVBORw0KGgo'.repeat(200)}`;
  const asked = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }];

  const parsed = openai.protocol.parseRequest('POST', new URL('/v1/chat/completions', openai.origin), {
    model: 'm',
    messages: asked,
  });

  expect(parsed?.request.messages[0]?.other).toEqual({
    content: [
      { type: 'image_url', image_url: { url: { $bytes: url.length, $sha256: expect.stringMatching(/^\w{64}$/) } } },
    ],
  });
});

test('ids of tool calls are numbered, so results that are swapped differ', () => {
  const ask = (first: string, second: string) => ({
    model: 'm',
    messages: [
      {
        role: 'assistant',
        content: null,
        tool_calls: ['call_a', 'call_b'].map((id) => ({
          id,
          type: 'function',
          function: { name: 'find', arguments: '{}' },
        })),
      },
      { role: 'tool', tool_call_id: first, content: 'one' },
      { role: 'tool', tool_call_id: second, content: 'two' },
    ],
  });
  const url = new URL('/v1/chat/completions', openai.origin);

  const inOrder = openai.protocol.parseRequest('POST', url, ask('call_a', 'call_b'));
  const swapped = openai.protocol.parseRequest('POST', url, ask('call_b', 'call_a'));

  expect(inOrder?.request.messages.map(({ toolCallId }) => toolCallId)).toEqual([undefined, '#1', '#2']);
  expect(swapped?.request.messages.map(({ toolCallId }) => toolCallId)).toEqual([undefined, '#2', '#1']);
});

const EXPECTED = [
  { name: 'find', arguments: { city: 'Vienna', near: [48.2, 16.4] } },
  { name: 'look', arguments: {} },
];
const ARGUMENTS = '{"city":"Vienna","near":[48.2,16.4]}';

const sse = (events: readonly Json[], end = '') =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + end;
const chunk = (calls: readonly JsonObject[], finish: string | null = null) => ({
  choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: finish }],
});
const whole = {
  choices: [
    {
      index: 0,
      message: {
        content: null,
        tool_calls: [
          { id: 'call_a', type: 'function', function: { name: 'find', arguments: ARGUMENTS } },
          { id: 'call_b', type: 'function', function: { name: 'look', arguments: '{}' } },
        ],
      },
      finish_reason: 'tool_calls',
    },
  ],
};
const chatStream = sse(
  [
    chunk([{ index: 0, id: 'call_a', function: { name: 'find', arguments: '' } }]),
    chunk([{ index: 0, function: { arguments: ARGUMENTS.slice(0, 9) } }]),
    chunk([{ index: 1, id: 'call_b', function: { name: 'look', arguments: '' } }]),
    chunk([
      { index: 0, function: { arguments: ARGUMENTS.slice(9) } },
      { index: 1, function: { arguments: '{}' } },
    ]),
    chunk([], 'tool_calls'),
  ],
  'data: [DONE]\n\n',
);
const responsesOutput = {
  status: 'completed',
  output: [
    { type: 'function_call', call_id: 'call_a', name: 'find', arguments: ARGUMENTS },
    { type: 'function_call', call_id: 'call_b', name: 'look', arguments: '{}' },
  ],
};
const candidate = (part: JsonObject, more: JsonObject = {}) => ({
  candidates: [{ index: 0, content: { role: 'model', parts: [part] }, ...more }],
});

const TOOL_CALLS: readonly (readonly [string, Provider, LlmOperation, string])[] = [
  ['chat completions', openai, 'chat', JSON.stringify(whole)],
  ['streamed chat completions', openai, 'chat', chatStream],
  ['Mistral', mistral, 'chat', JSON.stringify(whole)],
  ['a stream of Mistral', mistral, 'chat', chatStream],
  ['the Responses API', openai, 'responses', JSON.stringify(responsesOutput)],
  ['the streamed Responses API', openai, 'responses', sse([{ type: 'response.completed', response: responsesOutput }])],
  [
    'Anthropic messages',
    anthropic,
    'chat',
    JSON.stringify({
      content: [
        { type: 'tool_use', id: 'toolu_a', name: 'find', input: JSON.parse(ARGUMENTS) },
        { type: 'tool_use', id: 'toolu_b', name: 'look', input: {} },
      ],
      stop_reason: 'tool_use',
    }),
  ],
  [
    'streamed Anthropic messages',
    anthropic,
    'chat',
    sse([
      { type: 'message_start', message: {} },
      { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a', name: 'find', input: {} } },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: ARGUMENTS.slice(0, 9) },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: ARGUMENTS.slice(9) } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'b', name: 'look', input: {} } },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      { type: 'message_stop' },
    ]),
  ],
  [
    'Google generateContent',
    google,
    'chat',
    JSON.stringify({
      candidates: [
        {
          content: {
            parts: [
              { functionCall: { name: 'find', args: JSON.parse(ARGUMENTS) } },
              { functionCall: { name: 'look', args: {} } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    }),
  ],
  [
    'Google streamGenerateContent',
    google,
    'chat',
    sse([
      candidate({ functionCall: { name: 'find', args: JSON.parse(ARGUMENTS) } }),
      candidate({ functionCall: { name: 'look' } }, { finishReason: 'STOP' }),
    ]),
  ],
];

test.each(TOOL_CALLS)('the tool calls of %s are part of the outcome', (_, provider, operation, body) => {
  const type = body.startsWith('data:') ? 'text/event-stream' : 'application/json';

  const outcome = provider.protocol.parseResponse(
    { status: 200, headers: new Headers({ 'content-type': type }), body: Buffer.from(body) },
    operation,
  );

  expect(outcome).toMatchObject({ status: 'answered', text: '', toolCalls: EXPECTED });
});
