import { like, scenario } from 'ultra-parity';
import { ADA, login, register } from '../support/person.ts';

const GRACE = { email: 'grace@example.test', password: 'another long password' } as const;
const PASSWORD_LIMIT = 10;

scenario('stops guessing at a password after ten attempts, the right one included', async ({ client, tables }) => {
  await register(client);
  await register(client, GRACE);
  const guess = { email: ADA.email, password: 'not the password' };

  for (let attempt = 1; attempt <= PASSWORD_LIMIT; attempt += 1) {
    const wrong = await client.post('/api/auth/login', { json: guess });
    wrong.expect({ status: 401, body: { code: 'credentials_invalid' } });
  }
  const right = await client.post('/api/auth/login', { json: { email: ADA.email, password: ADA.password } });
  const somebodyElse = await client.post('/api/auth/login', { json: GRACE });

  right.expect({
    status: 429,
    headers: {
      'retry-after': '300',
      'ratelimit-policy': like.includes('passwords', 'q=10', 'w=300'),
      ratelimit: like.includes('r=0'),
    },
    body: { code: 'rate_limited' },
  });
  somebodyElse.expect({ status: 200 });
  (await tables()).expect({ sessions: [{}, {}, {}] });
});

scenario(
  'counts sign-ins by where they come from, not by where a header says that they come from',
  { given: { limits: { signIns: 3 } } },
  async ({ client }) => {
    const guess = (address: string) =>
      client.post('/api/auth/login', { json: GRACE, headers: { 'x-forwarded-for': address } });

    const guesses = [await guess('203.0.113.1'), await guess('203.0.113.2'), await guess('203.0.113.3')];
    const oneMore = await guess('203.0.113.4');

    for (const wrong of guesses) {
      wrong.expect({ status: 401, body: { code: 'credentials_invalid' } });
    }
    oneMore.expect({ status: 429, body: { code: 'rate_limited' } });
  },
);

scenario('says with every answer how many requests are left', async ({ client }) => {
  const { accessToken } = await register(client);
  const { reply } = await login(client);

  const first = await client.get('/api/users/me', { token: accessToken });
  const second = await client.get('/api/users/me', { token: accessToken });
  const open = await client.get('/api/health');

  reply.expect({ headers: { ratelimit: like.includes('passwords', 'r=9') } });
  first.expect({
    headers: { 'ratelimit-policy': like.includes('requests', 'w=60'), ratelimit: like.includes('r=1199') },
  });
  second.expect({ headers: { ratelimit: like.includes('r=1198') } });
  open.expect({ headers: { ratelimit: like.absent() } });
});
