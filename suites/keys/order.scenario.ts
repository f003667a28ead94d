import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario('lists service keys as they were made, whichever was used last', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const create = (name: string) =>
    client.post('/api/users/me/api-keys', { token, json: { name, scopes: ['read', 'analyze'] } });
  const first = await create('first');
  await create('second');
  const used = await client.get('/api/analyses', { headers: { 'X-API-Key': first.text('key') } });

  const listed = await client.get('/api/users/me/api-keys', { token });

  used.expect({ status: 200, body: { analyses: [], nextCursor: null } });
  listed.expect({
    status: 200,
    body: {
      apiKeys: [
        { name: 'first', scopes: ['read', 'analyze'] },
        { name: 'second', lastUsedAt: null },
      ],
    },
  });
});
