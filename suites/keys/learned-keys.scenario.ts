import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const PATH = '/api/users/me/provider-keys/openai';
const KEY = { apiKey: 'a-provider-key-of-ada-that-ends-in-wxyz' };
const QUESTION = { query: 'When is a queue too long?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] };
/** As often as a call is attempted. */
const ATTEMPTS = 3;

scenario(
  'learns from an analysis that a key works which could not be tried when it came',
  { given: { llm: { openai: { kind: 'server', times: ATTEMPTS } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);
    const put = await client.request('PUT', PATH, { token, json: KEY });

    const analysis = await client.post('/api/analyze', { token, json: QUESTION });
    const learned = await client.get(PATH, { token });

    put.expect({ status: 200, body: { status: 'unreachable' } });
    analysis.expect({ status: 200, body: { status: 'completed' } });
    learned.expect({ status: 200, body: { status: 'usable' } });
    (await tables()).expect({ provider_keys: [{ status: 'usable' }] });
  },
);

scenario(
  'asks with the key of a person, whether that person asks or a service key does',
  { given: { llm: { openai: { kind: 'server', times: ATTEMPTS } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const untried = await client.request('PUT', PATH, { token, json: KEY });
    const serviceKey = await client.post('/api/users/me/api-keys', {
      token,
      json: { name: 'ci', scopes: ['analyze'] },
    });

    const analysis = await client.post('/api/analyze', {
      headers: { 'X-API-Key': serviceKey.text('key') },
      json: { query: 'Who pays for this question?', models: QUESTION.models },
    });
    const learned = await client.get(PATH, { token });

    untried.expect({ status: 200, body: { status: 'unreachable' } });
    analysis.expect({ status: 200, body: { status: 'completed' } });
    learned.expect({ status: 200, body: { status: 'usable' } });
  },
);

scenario(
  'spends no key of the server where the key of a person is refused',
  // Once when the key comes, and once when a question is asked with it: the third time it would be the server's.
  { given: { llm: { openai: { kind: 'authentication', times: 2 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const put = await client.request('PUT', PATH, { token, json: KEY });

    const analysis = await client.post('/api/analyze', {
      token,
      json: { query: 'Whose key is refused?', models: [...QUESTION.models, 'claude-haiku-4-5'] },
    });

    put.expect({ status: 200, body: { status: 'unauthorized' } });
    analysis.expect({
      status: 200,
      body: { status: 'degraded', initial: [{ status: 'failed', error: 'authentication' }, {}, {}] },
    });
  },
);

scenario(
  'says nothing of a key whose provider has no time for it',
  { given: { llm: { openai: { kind: 'rate_limited' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const put = await client.request('PUT', PATH, { token, json: KEY });

    put.expect({ status: 200, body: { status: 'unverified' } });
  },
);

scenario(
  'takes a key for a good one whose provider filters what it is asked',
  { given: { llm: { openai: { kind: 'content_filtered' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const put = await client.request('PUT', PATH, { token, json: KEY });
    const analysis = await client.post('/api/analyze', { token, json: QUESTION });
    const after = await client.get(PATH, { token });

    put.expect({ status: 200, body: { status: 'usable' } });
    analysis.expect({
      status: 502,
      body: { code: 'llm_providers_failed', failures: [{ provider: 'openai', error: 'content_filtered' }] },
    });
    after.expect({ status: 200, body: { status: 'usable' } });
  },
);
