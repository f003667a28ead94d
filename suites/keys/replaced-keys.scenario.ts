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
