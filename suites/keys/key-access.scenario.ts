import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';
import { FOR_KEYS, send } from '../support/routes.ts';

const API_KEYS = '/api/users/me/api-keys';

scenario('refuses a service key that nobody has, on every route that takes one', async ({ client }) => {
  for (const route of FOR_KEYS) {
    const reply = await send(client, route, {
      ...route.options,
      headers: { 'X-API-Key': 'ultra_nobody-has-this-key' },
    });

    reply.expect({ status: 401, body: { code: 'api_key_unknown' }, calls: [] });
  }
});

scenario('refuses a revoked service key, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const made = await client.post(API_KEYS, { token, json: { name: 'build', scopes: ['analyze', 'read'] } });
  await client.request('DELETE', `${API_KEYS}/${made.text('id')}`, { token });

  for (const route of FOR_KEYS) {
    const reply = await send(client, route, { ...route.options, headers: { 'X-API-Key': made.text('key') } });

    reply.expect({ status: 401, body: { code: 'api_key_revoked' }, calls: [] });
  }
});

scenario('refuses a service key of another scope, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const reader = await client.post(API_KEYS, { token, json: { name: 'reader', scopes: ['read'] } });
  const writer = await client.post(API_KEYS, { token, json: { name: 'writer', scopes: ['analyze'] } });

  for (const route of FOR_KEYS) {
    const other = route.scope === 'read' ? writer : reader;
    const reply = await send(client, route, { ...route.options, headers: { 'X-API-Key': other.text('key') } });

    reply.expect({ status: 403, body: { code: 'api_key_scope_insufficient' }, calls: [] });
  }
});

scenario('refuses two credentials at once, on every route that takes a service key', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const made = await client.post(API_KEYS, { token, json: { name: 'build', scopes: ['analyze', 'read'] } });

  for (const route of FOR_KEYS) {
    const reply = await send(client, route, { ...route.options, token, headers: { 'X-API-Key': made.text('key') } });

    reply.expect({ status: 400, body: { code: 'bad_request' }, calls: [] });
  }
});

scenario('makes no more service keys for a person than the limit', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const json = { name: 'build', scopes: ['read'] };

  for (let made = 1; made <= 25; made += 1) {
    await client.post(API_KEYS, { token, json });
  }
  const oneMore = await client.post(API_KEYS, { token, json });

  oneMore.expect({ status: 409, body: { code: 'api_key_limit_reached' } });
});
