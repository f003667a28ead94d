import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const UNDECODABLE: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/api/health/%zz'],
  ['DELETE', '/api/users/me/api-keys/%zz'],
  ['PUT', '/api/users/me/provider-keys/%zz'],
  ['GET', '/api/users/me/provider-keys/%zz'],
  ['DELETE', '/api/users/me/provider-keys/%zz'],
  ['GET', '/api/analyses/%zz'],
  ['GET', '/api/analyses/%zz/events'],
  ['DELETE', '/api/analyses/%zz'],
];

scenario('refuses a path that cannot be decoded, on every route with a parameter', async ({ client }) => {
  const { accessToken: token } = await register(client);

  for (const [method, path] of UNDECODABLE) {
    const reply = await client.request(method, path, { token });

    reply.expect({ status: 400, body: { code: 'bad_request' } });
  }
});

scenario('keeps no key for a provider that it does not know', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.request('PUT', '/api/users/me/provider-keys/mainframe', {
    token,
    json: { apiKey: 'a-key-that-is-long-enough' },
  });

  reply.expect({ status: 404, body: { code: 'not_found' }, calls: [] });
  (await tables()).expect({ provider_keys: [] });
});

scenario('points at a query that the health does not know', async ({ client }) => {
  const reply = await client.get('/api/health?detail=some');

  reply.expect({ status: 422, body: { code: 'validation_failed', errors: [{ pointer: '/detail' }] } });
});
