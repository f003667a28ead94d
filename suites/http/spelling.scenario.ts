import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario('knows a path by every letter of it', async ({ client }) => {
  for (const path of ['/api/Health', '/api/health/', '/api//health', '/health', '/api/api/health']) {
    const reply = await client.get(path);

    reply.expect({ status: 404, body: { code: 'not_found', type: 'urn:ultra:problem:not_found' } });
  }
});

scenario('names every method that a path takes', async ({ client }) => {
  const ask = async (method: string, path: string, allow: string) => {
    const reply = await client.request(method, path);

    reply.expect({ status: 405, headers: { allow: `${allow}, OPTIONS` }, body: { code: 'method_not_allowed' } });
  };

  await ask('PUT', '/api/auth/login', 'POST');
  await ask('DELETE', '/api/users/me', 'GET, HEAD');
  await ask('PUT', '/api/users/me/api-keys', 'POST, GET, HEAD');
  await ask('POST', '/api/users/me/provider-keys/openai', 'PUT, GET, HEAD, DELETE');
  await ask('POST', '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11', 'GET, HEAD, DELETE');
});

scenario('says what is wrong with the credentials that were sent', async ({ client }) => {
  const ask = (authorization: string) => client.get('/api/users/me', { headers: { authorization } });

  const basic = await ask('Basic YWRhOmFkYQ==');
  const bare = await ask('Bearer');
  const { accessToken } = await register(client);
  const two = await ask(`Bearer ${accessToken} and-more`);

  const realm = 'Bearer realm="ultra"';
  basic.expect({ status: 401, headers: { 'www-authenticate': realm }, body: { code: 'token_missing' } });
  for (const malformed of [bare, two]) {
    malformed.expect({
      status: 401,
      headers: { 'www-authenticate': like.includes(realm, 'error="invalid_token"') },
      body: { code: 'token_malformed' },
    });
  }
});

scenario('takes the scheme of a token and the id of an analysis in capitals or not', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const me = await client.get('/api/users/me', { headers: { authorization: `bEARER ${token}` } });
  const analysis = await client.post('/api/analyze', {
    token,
    json: { query: 'Are capitals letters?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });

  const found = await client.get(`/api/analyses/${analysis.text('id').toUpperCase()}`, { token });

  me.expect({ status: 200 });
  found.expect({ status: 200, body: analysis.body });
});
