import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

scenario('registers an account and signs its owner in', async ({ client, tables }) => {
  const { reply, accessToken } = await register(client);
  const me = await client.get('/api/users/me', { token: accessToken });
  const stored = await tables();

  reply.expect({
    status: 201,
    body: {
      user: { id: like.uuid(), email: ADA.email, name: ADA.name, createdAt: like.instant() },
      accessToken: like.jwt({ type: 'access' }),
      refreshToken: like.jwt({ type: 'refresh' }),
      tokenType: 'Bearer',
      expiresIn: 900,
    },
  });
  me.expect({ status: 200, body: { email: ADA.email, name: ADA.name } });
  stored.expect({
    users: [{ email: ADA.email, password_hash: like.includes('$scrypt$') }],
    sessions: [{ revoked_at: null }],
  });
});

scenario(
  'refuses an e-mail address that has an account, in whatever case it is written',
  async ({ client, tables }) => {
    await register(client);

    const again = await client.post('/api/auth/register', { json: { ...ADA, email: 'Ada@Example.TEST' } });

    again.expect({
      status: 409,
      headers: { 'content-type': like.includes('application/problem+json') },
      body: { code: 'email_taken' },
    });
    (await tables()).expect({ users: [{ email: ADA.email }] });
  },
);

scenario('points at each field of a registration that does not fit', async ({ client }) => {
  const reply = await client.post('/api/auth/register', { json: { email: 'not an address', password: 'short' } });

  reply.expect({
    status: 422,
    body: {
      code: 'validation_failed',
      errors: [
        { pointer: '/email', message: like.text() },
        { pointer: '/password', message: like.text() },
      ],
    },
  });
});

scenario('keeps two accounts apart', async ({ client, tables }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });

  const [adasProfile, gracesProfile] = [
    await client.get('/api/users/me', { token: ada.accessToken }),
    await client.get('/api/users/me', { token: grace.accessToken }),
  ];

  adasProfile.expect({ status: 200, body: { email: ADA.email, name: ADA.name } });
  gracesProfile.expect({ status: 200, body: { email: 'grace@example.test', name: null } });
  (await tables()).expect({ users: [{}, {}], sessions: [{}, {}] });
});
