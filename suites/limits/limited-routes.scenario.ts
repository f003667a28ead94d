import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';
import { PROTECTED, send } from '../support/routes.ts';

const LATER = { 'retry-after': like.text(), ratelimit: like.includes('r=0') };

scenario(
  'lets a person who has asked too much wait, on every protected route',
  { given: { limits: { requests: 1 } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const last = await client.get('/api/users/me', { token });

    last.expect({ status: 200 });
    for (const route of PROTECTED) {
      const reply = await send(client, route, { ...route.options, token });

      reply.expect({ status: 429, headers: LATER, body: { code: 'rate_limited' }, calls: [] });
    }
  },
);

scenario(
  'lets an address that has tried too often to sign in wait, on every route that opens a session',
  { given: { limits: { signIns: 1 } } },
  async ({ client }) => {
    const { refreshToken } = await register(client);

    const again = await client.post('/api/auth/register', { json: { ...ADA, email: 'grace@example.test' } });
    const login = await client.post('/api/auth/login', { json: { email: ADA.email, password: ADA.password } });
    const refresh = await client.post('/api/auth/refresh', { json: { refreshToken } });

    for (const reply of [again, login, refresh]) {
      reply.expect({ status: 429, headers: LATER, body: { code: 'rate_limited' } });
    }
  },
);

scenario(
  'shows metrics to nobody without the token that they ask for',
  { given: { metricsToken: 'a-token-for-prometheus' } },
  async ({ client }) => {
    const missing = await client.get('/metrics');
    const wrong = await client.get('/metrics', { token: 'a-token-for-somebody-else' });
    const right = await client.get('/metrics', { token: 'a-token-for-prometheus' });

    missing.expect({ status: 401, body: { code: 'token_missing' } });
    wrong.expect({ status: 401, body: { code: 'token_signature_invalid' } });
    const refused = { labels: { method: 'GET', route: '/metrics', status: '401' }, value: 2 };
    right.expect({ status: 200, body: { ultra_http_requests_total: [refused] } });
  },
);
