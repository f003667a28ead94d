import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

scenario('takes no body in another charset than UTF-8', async ({ client }) => {
  const raw = JSON.stringify({ email: ADA.email, password: ADA.password });

  const latin = await client.post('/api/auth/login', {
    raw,
    headers: { 'content-type': 'application/json; charset=iso-8859-1' },
  });
  const unicode = await client.post('/api/auth/login', {
    raw,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

  latin.expect({ status: 415, body: { code: 'unsupported_media_type' } });
  unicode.expect({ status: 401, body: { code: 'credentials_invalid' } });
});

scenario(
  'takes no text that a database would not keep as it is, and asks nobody about it',
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);
    const headers = { 'content-type': 'application/json' };
    const ask = (query: string) => client.post('/api/analyze', { token, headers, raw: `{"query":"${query}"}` });

    const nothing = await ask('a \\u0000 b');
    const half = await ask('a \\ud83d b');

    for (const reply of [nothing, half]) {
      reply.expect({ status: 422, body: { errors: [{ pointer: '/query', message: like.text() }] }, calls: [] });
    }
    (await tables()).expect({ analyses: [] });
  },
);

scenario('points at a member whose name holds what a pointer must escape', async ({ client }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.post('/api/users/me/api-keys', {
    token,
    json: { name: 'ci', scopes: ['read'], 'a/b~c': true },
  });

  reply.expect({ status: 422, body: { errors: [{ pointer: '/a~1b~0c' }] } });
});
