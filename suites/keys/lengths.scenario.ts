import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario('takes a provider key of 16 to 512 visible characters', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);
  const put = (apiKey: string) =>
    client.request('PUT', '/api/users/me/provider-keys/openai', { token, json: { apiKey } });

  const short = await put('fifteen-letters');
  const long = await put('k'.repeat(513));
  const accented = await put('a-key-with-an-é-inside');
  const shortest = await put('sixteen-letters!');

  for (const refused of [short, long, accented]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/apiKey' }] }, calls: [] });
  }
  shortest.expect({ status: 200, body: { last4: 'ers!', updatedAt: like.instant() } });
  (await tables()).expect({ provider_keys: [{ last4: 'ers!' }] });
});

scenario('takes a service key of one to a hundred letters and with different scopes', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);
  const create = (name: string, scopes: string[]) =>
    client.post('/api/users/me/api-keys', { token, json: { name, scopes } });

  const longest = await create('n'.repeat(100), ['analyze']);
  const long = await create('n'.repeat(101), ['analyze']);
  const twice = await create('build', ['read', 'read']);
  const none = await create('build', []);

  longest.expect({ status: 201, body: { name: 'n'.repeat(100), scopes: ['analyze'], keyHash: like.absent() } });
  long.expect({ status: 422, body: { errors: [{ pointer: '/name' }] } });
  for (const refused of [twice, none]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/scopes' }] } });
  }
  (await tables()).expect({ service_keys: [{ name: 'n'.repeat(100) }] });
});
