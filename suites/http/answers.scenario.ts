import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

scenario('says exactly in which form and encoding it answers', async ({ client }) => {
  const { reply, accessToken } = await register(client);
  const health = await client.get('/api/health/ready');
  const missing = await client.get('/api/analyses/42', { token: accessToken });
  const refused = await client.post('/api/auth/login', { raw: '[' });

  for (const json of [reply, health]) {
    json.expect({ headers: { 'content-type': 'application/json; charset=utf-8' } });
  }
  for (const problem of [missing, refused]) {
    problem.expect({ headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
  }
});

scenario('repeats nothing of what it refuses', async ({ client }) => {
  const { accessToken } = await register(client);
  const secret = 'hunter2';
  const words = like.excludes(secret);

  const registration = await client.post('/api/auth/register', { json: { email: 'x', password: secret } });
  const login = await client.post('/api/auth/login', { json: { email: ADA.email, password: `${secret}-and-more` } });
  const key = await client.request('PUT', '/api/users/me/provider-keys/openai', {
    token: accessToken,
    json: { apiKey: secret },
  });
  const broken = await client.post('/api/auth/login', { raw: `{"password": "${secret}` });

  registration.expect({ status: 422, body: { detail: words, errors: [{ message: words }, { message: words }] } });
  login.expect({ status: 401, body: { detail: words, title: words } });
  key.expect({ status: 422, body: { detail: words, errors: [{ message: words }] } });
  broken.expect({ status: 400, body: { detail: words, title: words } });
});

scenario('reads a body of 60 kB and refuses one of 70', async ({ client }) => {
  const login = (kilobytes: number) =>
    client.post('/api/auth/login', { json: { email: 'a'.repeat(kilobytes * 1000), password: 'x' } });

  const large = await login(60);
  const larger = await login(70);

  large.expect({ status: 422, body: { errors: [{ pointer: '/email' }] } });
  larger.expect({ status: 413, body: { code: 'payload_too_large' } });
});

scenario('reads a body of exactly 64 KiB, and not of one byte more', async ({ client }) => {
  const login = (bytes: number) => {
    const around = Buffer.byteLength('{"email":"","password":"x"}');
    return client.post('/api/auth/login', { json: { email: 'a'.repeat(bytes - around), password: 'x' } });
  };

  const largest = await login(65_536);
  const larger = await login(65_537);

  largest.expect({ status: 422, body: { errors: [{ pointer: '/email' }] } });
  larger.expect({ status: 413, body: { code: 'payload_too_large' } });
});

scenario('lets no cache keep an answer, and a browser run, frame and sniff nothing', async ({ client }) => {
  const { reply, accessToken } = await register(client);
  const me = await client.get('/api/users/me', { token: accessToken });
  const refused = await client.get('/api/analyses');
  const unknown = await client.get('/nothing');

  for (const answer of [reply, me, refused, unknown]) {
    answer.expect({
      headers: {
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'strict-transport-security': 'max-age=31536000',
      },
    });
  }
});

scenario('names a request itself where the name that came is unsound', async ({ client }) => {
  const unsound = await client.get('/nothing', { headers: { 'X-Request-Id': 'order 42; drop' } });
  const long = await client.get('/nothing', { headers: { 'X-Request-Id': 'x'.repeat(65) } });

  for (const reply of [unsound, long]) {
    reply.expect({ headers: { 'x-request-id': like.uuid() }, body: { requestId: like.uuid() } });
  }
});
