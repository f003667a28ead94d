import { like } from '#harness/scenario/like.ts';
import { scenario } from '#harness/scenario/scenario.ts';
import { register } from '../support/person.ts';

const PATH = '/api/users/me/provider-keys/openai';

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
