import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const PATH = '/api/users/me/provider-keys/openai';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario('says since when a provider key is kept, and when it was replaced', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const put = (apiKey: string) => client.request('PUT', PATH, { token, json: { apiKey } });

  const first = await put('a-provider-key-of-ada-that-ends-in-wxyz');
  const kept = await client.get(PATH, { token });
  const replaced = await put('a-provider-key-of-ada-that-ends-in-abcd');
  const afterwards = await client.get(PATH, { token });

  const since = first.text('createdAt');
  const later = like.pattern(new RegExp(`(?!${first.text('updatedAt')}).+`));
  first.expect({ body: { updatedAt: since } });
  kept.expect({ body: first.body });
  replaced.expect({ status: 200, body: { last4: 'abcd', createdAt: since, updatedAt: later } });
  afterwards.expect({ body: replaced.body });
});

scenario(
  'says of the key that replaced another whether it works, not of the one before',
  { given: { llm: { openai: { kind: 'authentication', times: 1 } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const refused = await client.request('PUT', PATH, { token, json: { apiKey: 'a-key-that-the-provider-refuses' } });
    const good = await client.request('PUT', PATH, { token, json: { apiKey: 'a-key-that-the-provider-accepts' } });

    refused.expect({ status: 200, body: { status: 'unauthorized' } });
    good.expect({ status: 200, body: { status: 'usable' } });
    (await tables()).expect({ provider_keys: [{ status: 'usable' }] });
  },
);

scenario(
  'asks with the key that replaced another, and with that of the server when it is deleted',
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const ask = () =>
      client.post('/api/analyze', { token, json: { query: 'Whose turn is it to pay?', models: MODELS } });
    const put = (apiKey: string) => client.request('PUT', PATH, { token, json: { apiKey } });

    await put('a-provider-key-of-ada-that-ends-in-wxyz');
    const first = await ask();
    await put('a-provider-key-of-ada-that-ends-in-abcd');
    const replaced = await ask();
    await client.request('DELETE', PATH, { token });
    const deleted = await ask();

    first.expect({ status: 200, calls: callsWith('a-provider-key-of-ada-that-ends-in-wxyz') });
    replaced.expect({ status: 200, calls: callsWith('a-provider-key-of-ada-that-ends-in-abcd') });
    deleted.expect({ status: 200, calls: callsWith(like.absent()) });
  },
);

scenario('asks for each person with the key of that person', async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const keys = { ada: 'a-provider-key-of-ada-that-ends-in-wxyz', grace: 'a-provider-key-of-grace-that-ends-in-wxyz' };
  await client.request('PUT', PATH, { token: ada.accessToken, json: { apiKey: keys.ada } });
  await client.request('PUT', PATH, { token: grace.accessToken, json: { apiKey: keys.grace } });

  const json = { query: 'Who of the two pays?', models: MODELS };
  const ofAda = await client.post('/api/analyze', { token: ada.accessToken, json });
  const ofGrace = await client.post('/api/analyze', { token: grace.accessToken, json });

  ofAda.expect({ status: 200, calls: callsWith(keys.ada) });
  ofGrace.expect({ status: 200, calls: callsWith(keys.grace) });
});

/** The calls of an analysis by both models. Who merges their answers, and Google, is asked with a key of the server. */
function callsWith(key: string | ReturnType<typeof like.absent>) {
  const ofServer = { key: like.absent() };
  const openai = { provider: 'openai', key };
  return [ofServer, ofServer, ofServer, openai, openai];
}
