import { like, scenario } from 'ultra-parity';
import { ADA, GRACE, signUp } from './support/people.ts';

scenario('signs a person up and stores a hash of the password', async ({ client, tables }) => {
  const reply = await client.post('/api/users', { json: { user: ADA } });

  const { username, email } = ADA;
  reply.expect({
    status: 201,
    body: { user: { username, email, bio: null, image: null, token: like.jwt({ username }) } },
  });
  (await tables()).expect({ users: [{ username, email, password: like.pattern(/\$2[aby]\$10\$.{53}/) }] });
});

scenario('refuses an address and a name that are taken', async ({ client }) => {
  await signUp(client);

  const sameAddress = await client.post('/api/users', { json: { user: { ...GRACE, email: ADA.email } } });
  const sameName = await client.post('/api/users', { json: { user: { ...GRACE, username: ADA.username } } });

  sameAddress.expect({ status: 422, body: { errors: { email: ['has already been taken'] } } });
  sameName.expect({ status: 422, body: { errors: { username: ['has already been taken'] } } });
});

scenario('names every field that a new account lacks', async ({ client }) => {
  const reply = await client.post('/api/users', { json: { user: { username: 'ada' } } });

  reply.expect({ status: 422, body: { errors: { email: ["can't be blank"], password: ["can't be blank"] } } });
});

scenario('signs in with the right password alone', async ({ client }) => {
  await signUp(client);

  const right = await client.post('/api/users/login', { json: { user: ADA } });
  const wrong = await client.post('/api/users/login', { json: { user: { ...ADA, password: 'guess' } } });
  const unknown = await client.post('/api/users/login', { json: { user: GRACE } });

  right.expect({ status: 200, body: { user: { username: 'ada', token: like.jwt({ username: 'ada' }) } } });
  wrong.expect({ status: 401 });
  unknown.expect({ status: 401 });
});

scenario('shows the account to its owner alone', async ({ client }) => {
  const token = await signUp(client);

  const own = await client.get('/api/user', { token });
  const nobody = await client.get('/api/user');
  const forged = await client.get('/api/user', { token: `${token}x` });

  own.expect({ status: 200, body: { user: { username: 'ada' } } });
  nobody.expect({ status: 401, body: { errors: { token: ['is missing'] } } });
  forged.expect({ status: 401, body: { errors: { token: ['is invalid'] } } });
});

scenario('changes the profile and keeps what was not named', async ({ client }) => {
  const token = await signUp(client);

  const changed = await client.request('PUT', '/api/user', {
    token,
    json: { user: { bio: 'Writes programs.', image: 'https://example.org/ada.png' } },
  });

  changed.expect({
    status: 200,
    body: { user: { email: ADA.email, username: 'ada', bio: 'Writes programs.' } },
  });
});

scenario('signs in with a new password after it was changed', async ({ client }) => {
  const token = await signUp(client);
  await client.request('PUT', '/api/user', { token, json: { user: { password: 'analytical engine' } } });

  const before = await client.post('/api/users/login', { json: { user: ADA } });
  const after = await client.post('/api/users/login', { json: { user: { ...ADA, password: 'analytical engine' } } });

  before.expect({ status: 401 });
  after.expect({ status: 200 });
});
