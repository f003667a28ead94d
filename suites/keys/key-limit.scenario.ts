import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const MOST_KEYS = 25;
const PATH = '/api/users/me/api-keys';

scenario('gives a user 25 service keys at most, until one is revoked', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const json = { name: 'build', scopes: ['read'] };
  const first = await client.post(PATH, { token, json });
  for (let number = 2; number <= MOST_KEYS; number += 1) {
    await client.post(PATH, { token, json });
  }

  const oneMore = await client.post(PATH, { token, json });
  await client.request('DELETE', `${PATH}/${first.text('id')}`, { token });
  const afterRevocation = await client.post(PATH, { token, json });

  first.expect({ status: 201 });
  oneMore.expect({ status: 409, body: { code: 'api_key_limit_reached' } });
  afterRevocation.expect({ status: 201 });
});
