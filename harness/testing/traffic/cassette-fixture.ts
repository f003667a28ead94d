import { encodeBody } from '../../traffic/cassette/body-codec.ts';
import { CASSETTE_SCHEMA, type Cassette, type Interaction } from '../../traffic/cassette/cassette.ts';

/** For tests: an OpenAI chat completion with this prompt and answer. */
export function chatInteraction(
  prompt: string,
  changes: { readonly answer?: string; readonly model?: string } = {},
): Interaction {
  const { answer = `answer to ${prompt}`, model = 'gpt-4o' } = changes;
  const request = { model, messages: [{ role: 'user', content: prompt }] };
  const response = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
  };
  const body = Buffer.from(JSON.stringify(response));
  return {
    id: `i-${prompt.slice(0, 20)}`,
    request: {
      method: 'POST',
      url: 'https://api.openai.com/v1/chat/completions',
      headers: { 'content-type': 'application/json' },
      body: encodeBody(Buffer.from(JSON.stringify(request))),
    },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: encodeBody(body) },
    chunks: [[0, body.length]],
    end: 'done',
  };
}

/** For tests: a cassette of the scenario `area/case`. */
export function cassetteOf(...interactions: readonly Interaction[]): Cassette {
  return {
    schema: CASSETTE_SCHEMA,
    scenario: { id: 'area/case', title: 'a case' },
    provenance: {
      recordedAt: '2026-01-02T03:04:05.000Z',
      source: 'live',
      upstream: 'https://api.openai.com',
      recorder: 'ultra-parity/0.1.0',
      sdk: { openai: '7.57.0' },
    },
    interactions,
  };
}
