import { type Client, like, type Reply, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const ANALYSIS = '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11';

function createKey(client: Client, token: string, key: { name: string; scopes: string[] }): Promise<Reply> {
  return client.post('/api/users/me/api-keys', { token, json: key });
}

scenario('shows a service key once, and stores its hash alone', async ({ client, tables }) => {
  const { accessToken } = await register(client);

  const created = await createKey(client, accessToken, { name: 'build', scopes: ['analyze', 'read'] });
  const listed = await client.get('/api/users/me/api-keys', { token: accessToken });

  created.expect({
    status: 201,
    body: {
      id: like.uuid(),
      name: 'build',
      scopes: ['analyze', 'read'],
      key: like.includes('ultra_'),
      prefix: like.includes('ultra_'),
      createdAt: like.instant(),
      lastUsedAt: null,
    },
  });
  listed.expect({ status: 200, body: { apiKeys: [{ id: created.text('id'), name: 'build', key: like.absent() }] } });
  (await tables()).expect({ service_keys: [{ name: 'build', revoked_at: null }] });
});

scenario('takes a service key as X-API-Key and as a bearer token', async ({ client }) => {
  const { accessToken } = await register(client);
  const created = await createKey(client, accessToken, { name: 'reader', scopes: ['read'] });
  const key = created.text('key');

  const asHeader = await client.get(ANALYSIS, { headers: { 'X-API-Key': key } });
  const asBearer = await client.get(ANALYSIS, { token: key });
  const asBoth = await client.get(ANALYSIS, { headers: { 'X-API-Key': key }, token: accessToken });
  const listed = await client.get('/api/users/me/api-keys', { token: accessToken });

  asHeader.expect({ status: 404, body: { code: 'not_found' } });
  asBearer.expect({ status: 404, body: { code: 'not_found' } });
  asBoth.expect({ status: 400, body: { code: 'bad_request' } });
  listed.expect({ body: { apiKeys: [{ name: 'reader', lastUsedAt: like.instant() }] } });
});

scenario('tells an unknown, a revoked and a too narrow service key apart', async ({ client, tables }) => {
  const { accessToken } = await register(client);
  const reader = await createKey(client, accessToken, { name: 'reader', scopes: ['read'] });
  const writer = await createKey(client, accessToken, { name: 'writer', scopes: ['analyze'] });
  const revoke = await client.request('DELETE', `/api/users/me/api-keys/${writer.text('id')}`, { token: accessToken });
  const again = await client.request('DELETE', `/api/users/me/api-keys/${writer.text('id')}`, { token: accessToken });

  const unknown = await client.get(ANALYSIS, { headers: { 'X-API-Key': 'ultra_nobody-has-this-key' } });
  const revoked = await client.get(ANALYSIS, { headers: { 'X-API-Key': writer.text('key') } });
  const narrow = await client.post('/api/analyze', {
    headers: { 'X-API-Key': reader.text('key') },
    json: { query: 'How do I migrate a table?' },
  });

  revoke.expect({ status: 204, body: null });
  again.expect({ status: 404, body: { code: 'not_found' } });
  // RFC 6750, section 3.1: what was sent is not valid, which is more than that something is missing.
  const headers = { 'www-authenticate': like.includes('Bearer', 'error="invalid_token"') };
  unknown.expect({ status: 401, headers, body: { code: 'api_key_unknown' } });
  revoked.expect({ status: 401, headers, body: { code: 'api_key_revoked' } });
  narrow.expect({
    status: 403,
    headers: { 'www-authenticate': like.includes('insufficient_scope') },
    body: { code: 'api_key_scope_insufficient' },
    calls: [],
  });
  (await tables()).expect({
    service_keys: [{}, {}],
  });
});

scenario("neither shows nor revokes another person's service keys", async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const key = await createKey(client, ada.accessToken, { name: 'build', scopes: ['read'] });

  const listed = await client.get('/api/users/me/api-keys', { token: grace.accessToken });
  const revoked = await client.request('DELETE', `/api/users/me/api-keys/${key.text('id')}`, {
    token: grace.accessToken,
  });
  const malformed = await client.request('DELETE', '/api/users/me/api-keys/42', { token: grace.accessToken });
  const stillGood = await client.get(ANALYSIS, { headers: { 'X-API-Key': key.text('key') } });

  listed.expect({ status: 200, body: { apiKeys: [] } });
  revoked.expect({ status: 404, body: { code: 'not_found' } });
  malformed.expect({ status: 404, body: { code: 'not_found' } });
  stillGood.expect({ status: 404, body: { code: 'not_found' } });
});

scenario('opens nothing about an account to a service key', async ({ client }) => {
  const { accessToken } = await register(client);
  const created = await createKey(client, accessToken, { name: 'build', scopes: ['analyze', 'read'] });
  const headers = { 'X-API-Key': created.text('key') };

  const me = await client.get('/api/users/me', { headers });
  const more = await client.post('/api/users/me/api-keys', { headers, json: { name: 'more', scopes: ['read'] } });
  const deleted = await client.request('DELETE', ANALYSIS, { headers });

  me.expect({ status: 401, body: { code: 'token_missing' } });
  more.expect({ status: 401, body: { code: 'token_missing' } });
  deleted.expect({ status: 401, body: { code: 'token_missing' } });
});

scenario('points at what is wrong with a service key that is asked for', async ({ client }) => {
  const { accessToken } = await register(client);

  const reply = await client.post('/api/users/me/api-keys', {
    token: accessToken,
    json: { name: ' ', scopes: ['everything'] },
  });

  reply.expect({ status: 422, body: { errors: [{ pointer: '/name' }, { pointer: '/scopes/0' }] } });
});
