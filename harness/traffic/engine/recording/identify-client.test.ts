import { expect, test } from 'vitest';
import { identifyClient } from './identify-client.ts';

test.each([
  [{ 'user-agent': 'OpenAI/JS 7.57.0' }, { name: 'openai', version: '7.57.0' }],
  [{ 'user-agent': 'Anthropic/JS 1.13.0' }, { name: '@anthropic-ai/sdk', version: '1.13.0' }],
  [{ 'x-goog-api-client': 'genai-js/0.24.1' }, { name: '@google/generative-ai', version: '0.24.1' }],
  [{ 'user-agent': 'curl/8' }, null],
])('reads %j as %j', (headers, expected) => {
  const sdk = identifyClient(new Headers(headers));

  expect(sdk).toEqual(expected);
});
