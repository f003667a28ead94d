import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

scenario('takes an underscore in an e-mail address for an underscore', async ({ client }) => {
  const password = ADA.password;
  await register(client, { email: 'adaxlovelace@example.test', password });

  const similar = await client.post('/api/auth/login', { json: { email: 'ada_lovelace@example.test', password } });
  const free = await client.post('/api/auth/register', { json: { email: 'ada_lovelace@example.test', password } });

  similar.expect({ status: 401, body: { code: 'credentials_invalid' } });
  free.expect({ status: 201, body: { user: { email: 'ada_lovelace@example.test', name: null } } });
});

scenario('knows a person by the address, however it is written', async ({ client }) => {
  await register(client);

  const shouted = await client.post('/api/auth/login', {
    json: { email: '  ADA@Example.TEST ', password: ADA.password },
  });
  const password = await client.post('/api/auth/login', {
    json: { email: ADA.email, password: ADA.password.toUpperCase() },
  });

  shouted.expect({ status: 200, body: { user: { email: ADA.email, name: ADA.name } } });
  password.expect({ status: 401, body: { code: 'credentials_invalid' } });
});

scenario('keeps a name as it was given, and a missing one missing', async ({ client, tables }) => {
  const password = ADA.password;

  const named = await client.post('/api/auth/register', {
    json: { email: 'zoe@example.test', password, name: ' Zoë O’Brien 🚢 ' },
  });
  const nameless = await client.post('/api/auth/register', { json: { email: 'nobody@example.test', password } });
  const blank = await client.post('/api/auth/register', {
    json: { email: 'blank@example.test', password, name: '  ' },
  });
  const more = await client.post('/api/auth/register', {
    json: { email: 'more@example.test', password, isAdmin: true },
  });

  named.expect({ status: 201, body: { user: { name: 'Zoë O’Brien 🚢' } } });
  nameless.expect({ status: 201, body: { user: { name: null } } });
  blank.expect({ status: 422, body: { errors: [{ pointer: '/name' }] } });
  more.expect({ status: 422, body: { errors: [{ pointer: '/isAdmin', message: like.text() }] } });
  (await tables()).expect({ users: [{}, {}] });
});

scenario('asks for a password of twelve to 128 characters', async ({ client }) => {
  const lengths = [11, 12, 128, 129];

  const replies = [];
  for (const length of lengths) {
    const json = { email: `p${length}@example.test`, password: 'p'.repeat(length) };
    replies.push(await client.post('/api/auth/register', { json }));
  }

  const [short, shortest, longest, long] = replies;
  for (const fits of [shortest, longest]) {
    fits?.expect({ status: 201 });
  }
  for (const refused of [short, long]) {
    refused?.expect({ status: 422, body: { errors: [{ pointer: '/password' }] } });
  }
});

scenario('shows nothing of an account but who it is', async ({ client }) => {
  const { reply, accessToken } = await register(client);

  const me = await client.get('/api/users/me', { token: accessToken });

  const nothingElse = { passwordHash: like.absent(), password_hash: like.absent(), password: like.absent() };
  reply.expect({ body: { user: { email: ADA.email, ...nothingElse }, session: like.absent() } });
  me.expect({ status: 200, body: { email: ADA.email, name: ADA.name, createdAt: like.instant(), ...nothingElse } });
});

scenario('tells passwords apart by their last character, however long they are', async ({ client }) => {
  const email = 'long@example.test';
  const password = `${'pass phrase '.repeat(10)}end`;
  await register(client, { email, password });

  const other = await client.post('/api/auth/login', { json: { email, password: `${password.slice(0, -1)}!` } });
  const same = await client.post('/api/auth/login', { json: { email, password } });

  other.expect({ status: 401, body: { code: 'credentials_invalid' } });
  same.expect({ status: 200, body: { user: { email } } });
});
