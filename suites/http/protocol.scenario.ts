import { like, scenario } from 'ultra-parity';

const PROBLEM = { 'content-type': like.includes('application/problem+json') };

scenario('answers an unknown path with a problem', async ({ client }) => {
  const reply = await client.get('/api/nothing-here');

  reply.expect({
    status: 404,
    headers: PROBLEM,
    body: { status: 404, code: 'not_found', title: like.text(), requestId: like.text() },
  });
});

scenario('names the methods of a path that does not have the one asked for', async ({ client }) => {
  const reply = await client.request('DELETE', '/api/health');

  reply.expect({
    status: 405,
    headers: { ...PROBLEM, allow: like.includes('GET') },
    body: { code: 'method_not_allowed' },
  });
});

scenario('refuses a body that is not JSON', async ({ client }) => {
  const broken = await client.post('/api/auth/login', { raw: '{"email": ' });
  const text = await client.post('/api/auth/login', { raw: 'email=ada', headers: { 'content-type': 'text/plain' } });

  broken.expect({ status: 400, headers: PROBLEM, body: { code: 'json_invalid' } });
  text.expect({ status: 415, headers: PROBLEM, body: { code: 'unsupported_media_type' } });
});

scenario('refuses a body that is too large', async ({ client }) => {
  const reply = await client.post('/api/auth/login', { json: { email: 'a'.repeat(300_000), password: 'x' } });

  reply.expect({ status: 413, headers: PROBLEM, body: { code: 'payload_too_large' } });
});

scenario('gives back the request id that it was sent, and makes one where there is none', async ({ client }) => {
  const named = await client.get('/api/nothing-here', { headers: { 'X-Request-Id': 'order-42' } });
  const unnamed = await client.get('/api/nothing-here');

  named.expect({ headers: { 'x-request-id': 'order-42' }, body: { requestId: 'order-42' } });
  unnamed.expect({ headers: { 'x-request-id': like.uuid() }, body: { requestId: like.uuid() } });
});

scenario('lets no page of another site read its answers', async ({ client }) => {
  const origin = 'https://another-site.example';
  const none = { 'access-control-allow-origin': like.absent(), 'access-control-allow-credentials': like.absent() };

  const read = await client.get('/api/health', { headers: { origin } });
  const refused = await client.get('/api/users/me', { headers: { origin } });

  read.expect({ status: 200, headers: none });
  refused.expect({ status: 401, headers: none });
});

scenario('does not say what it is made of', async ({ client }) => {
  const reply = await client.get('/api/health');

  reply.expect({ headers: { 'x-powered-by': like.absent(), 'x-content-type-options': 'nosniff' } });
});
