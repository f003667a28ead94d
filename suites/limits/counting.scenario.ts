import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

const GRACE = { email: 'grace@example.test', password: 'another long password' } as const;

scenario("counts each person's requests apart from everybody else's", async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, GRACE);

  const adasFirst = await client.get('/api/users/me', { token: ada.accessToken });
  const gracesFirst = await client.get('/api/users/me', { token: grace.accessToken });
  const adasSecond = await client.get('/api/users/me', { token: ada.accessToken });

  for (const first of [adasFirst, gracesFirst]) {
    first.expect({ headers: { 'ratelimit-policy': '"requests";q=1200;w=60', ratelimit: '"requests";r=1199' } });
  }
  adasSecond.expect({ headers: { ratelimit: '"requests";r=1198' } });
});

scenario('counts what strangers ask by where they ask from', async ({ client }) => {
  const { reply, refreshToken } = await register(client);
  const refused = await client.post('/api/auth/register', { json: { ...ADA } });
  const renewed = await client.post('/api/auth/refresh', { json: { refreshToken } });

  reply.expect({ headers: { 'ratelimit-policy': like.includes('q=120', 'w=60'), ratelimit: like.includes('r=119') } });
  refused.expect({ status: 409, headers: { ratelimit: like.includes('r=118') } });
  renewed.expect({ status: 200, headers: { ratelimit: like.includes('r=117') } });
});

scenario('counts guesses at a password when it is changed, too', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const guess = { currentPassword: 'not the password', newPassword: 'an even longer password' };

  const last = [];
  for (let attempt = 1; attempt <= 11; attempt += 1) {
    last.push(await client.post('/api/users/me/change-password', { token, json: guess }));
  }

  last.at(-2)?.expect({ status: 403, body: { code: 'password_wrong' } });
  last.at(-1)?.expect({ status: 429, headers: { 'retry-after': '300' }, body: { code: 'rate_limited' } });
});

scenario('counts what a service key asks apart from what its owner asks', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const created = await client.post('/api/users/me/api-keys', { token, json: { name: 'ci', scopes: ['read'] } });
  const headers = { 'x-api-key': created.text('key') };

  const byKey = await client.get('/api/analyses', { headers });
  const byOwner = await client.get('/api/analyses', { token });

  created.expect({ status: 201, headers: { ratelimit: '"requests";r=1199' } });
  byKey.expect({ status: 200, headers: { ratelimit: '"requests";r=1199' } });
  byOwner.expect({ status: 200, headers: { ratelimit: '"requests";r=1198' } });
});
