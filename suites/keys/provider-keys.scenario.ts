import { type Client, like, type Reply, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const OPENAI = '/api/users/me/provider-keys/openai';
const API_KEY = 'a-provider-key-of-ada-that-ends-in-wxyz';
const QUERY = 'How do I change the type of a column in a large table without downtime?';

function putKey(client: Client, token: string, apiKey = API_KEY): Promise<Reply> {
  return client.request('PUT', OPENAI, { token, json: { apiKey } });
}

scenario(
  'asks the provider whether a key works, and then shows its last four characters alone',
  async ({ client, tables }) => {
    const { accessToken } = await register(client);

    const put = await putKey(client, accessToken);
    const got = await client.get(OPENAI, { token: accessToken });

    const shown = { provider: 'openai', last4: 'wxyz', status: 'usable', apiKey: like.absent() };
    put.expect({ status: 200, body: shown, calls: [{ provider: 'openai', model: 'gpt-4o-mini' }] });
    got.expect({ status: 200, body: shown, calls: [] });
    (await tables()).expect({ provider_keys: [{ provider: 'openai', key_version: like.text(), last4: 'wxyz' }] });
  },
);

scenario(
  'keeps a key that the provider refuses, and says that it does not work',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client }) => {
    const { accessToken } = await register(client);

    const put = await putKey(client, accessToken);

    put.expect({ status: 200, body: { status: 'unauthorized', last4: 'wxyz' } });
  },
);

scenario(
  'says that nobody knows whether a key works while its provider is failing',
  { given: { llm: { openai: { kind: 'server' } } } },
  async ({ client }) => {
    const { accessToken } = await register(client);

    const put = await putKey(client, accessToken);

    put.expect({ status: 200, body: { status: 'unreachable' } });
  },
);

scenario("asks with a person's own key, and leaves the server's own status alone", async ({ client }) => {
  const { accessToken } = await register(client);
  await putKey(client, accessToken);

  const reply = await client.post('/api/analyze', {
    token: accessToken,
    json: { query: QUERY, models: ['gpt-4o-mini', 'claude-haiku-4-5'] },
  });
  const openai = await client.get('/api/health/openai');
  const anthropic = await client.get('/api/health/anthropic');

  const ofServer = { provider: 'anthropic', key: like.absent() };
  const ofAda = { provider: 'openai', key: API_KEY };
  reply.expect({
    status: 200,
    body: { status: 'completed' },
    calls: [ofServer, ofServer, ofServer, ofAda, ofAda],
  });
  openai.expect({ body: { status: 'unverified' } });
  anthropic.expect({ body: { status: 'usable' } });
});

scenario('replaces a key, and forgets it when it is deleted', async ({ client, tables }) => {
  const { accessToken } = await register(client);
  await putKey(client, accessToken);

  const replaced = await putKey(client, accessToken, 'a-provider-key-of-ada-that-ends-in-abcd');
  const deleted = await client.request('DELETE', OPENAI, { token: accessToken });
  const again = await client.request('DELETE', OPENAI, { token: accessToken });
  const got = await client.get(OPENAI, { token: accessToken });

  replaced.expect({ status: 200, body: { last4: 'abcd' } });
  deleted.expect({ status: 204, body: null });
  again.expect({ status: 404, body: { code: 'not_found' } });
  got.expect({ status: 404, body: { code: 'not_found' } });
  (await tables()).expect({ provider_keys: [] });
});

scenario('knows no provider of another name and no key that is none', async ({ client }) => {
  const { accessToken } = await register(client);

  const unknown = await client.get('/api/users/me/provider-keys/mainframe', { token: accessToken });
  const none = await client.get(OPENAI, { token: accessToken });
  const short = await client.request('PUT', OPENAI, { token: accessToken, json: { apiKey: 'short' } });
  const spaced = await client.request('PUT', OPENAI, {
    token: accessToken,
    json: { apiKey: 'a key with spaces in it' },
  });

  unknown.expect({ status: 404, body: { code: 'not_found' } });
  none.expect({ status: 404, body: { code: 'not_found' } });
  for (const refused of [short, spaced]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/apiKey' }] }, calls: [] });
  }
});

scenario("shows nobody another person's provider key", async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  await putKey(client, ada.accessToken);

  const got = await client.get(OPENAI, { token: grace.accessToken });

  got.expect({ status: 404, body: { code: 'not_found' } });
});
