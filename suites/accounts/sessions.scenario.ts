import { like, scenario } from 'ultra-parity';
import { ADA, login, refresh, register } from '../support/person.ts';

scenario('lets a registered person log in with a token that works', async ({ client }) => {
  await register(client);

  const { reply, accessToken } = await login(client);
  const me = await client.get('/api/users/me', { token: accessToken });

  reply.expect({
    status: 200,
    body: { accessToken: like.jwt({ type: 'access' }), tokenType: 'Bearer', expiresIn: 900 },
  });
  me.expect({ status: 200, body: { email: ADA.email } });
});

scenario('says the same for a wrong password and for an unknown e-mail address', async ({ client }) => {
  await register(client);

  const wrongPassword = await client.post('/api/auth/login', {
    json: { email: ADA.email, password: 'not the password' },
  });
  const unknownEmail = await client.post('/api/auth/login', {
    json: { email: 'nobody@example.test', password: 'not the password' },
  });

  const refusal = { status: 401, headers: { 'www-authenticate': like.text() }, body: { code: 'credentials_invalid' } };
  wrongPassword.expect(refusal);
  unknownEmail.expect(refusal);
});

scenario('opens nothing for the identities and headers that test code likes', async ({ client }) => {
  const magicUser = await client.post('/api/auth/login', {
    json: { email: 'test@example.com', password: 'password123' },
  });
  const testMode = await client.get('/api/users/me', { headers: { 'X-Test-Mode': 'true' } });
  const mockToken = await client.get('/api/users/me', { token: 'mock_auth_token' });

  magicUser.expect({ status: 401, body: { code: 'credentials_invalid' } });
  testMode.expect({ status: 401, body: { code: 'token_missing' } });
  mockToken.expect({ status: 401, body: { code: 'token_malformed' } });
});

scenario('rotates the refresh token, and the new pair works', async ({ client }) => {
  const first = await register(client);

  const second = await refresh(client, first.refreshToken);
  const me = await client.get('/api/users/me', { token: second.accessToken });

  second.reply.expect({
    status: 200,
    body: { accessToken: like.jwt({ type: 'access' }), refreshToken: like.jwt({ type: 'refresh' }) },
  });
  me.expect({ status: 200, body: { email: ADA.email } });
});

scenario('revokes the whole session when a refresh token is used twice', async ({ client, tables }) => {
  const first = await register(client);
  const second = await refresh(client, first.refreshToken);

  const reuse = await client.post('/api/auth/refresh', { json: { refreshToken: first.refreshToken } });
  const afterwards = await client.get('/api/users/me', { token: second.accessToken });

  reuse.expect({ status: 401, body: { code: 'token_revoked' } });
  afterwards.expect({ status: 401, body: { code: 'token_revoked' } });
  (await tables()).expect({ sessions: [{ revoked_at: like.instant() }] });
});

scenario('does not take an access token for a refresh token', async ({ client }) => {
  const { accessToken } = await register(client);

  const reply = await client.post('/api/auth/refresh', { json: { refreshToken: accessToken } });

  reply.expect({ status: 401, body: { code: 'token_wrong_type' } });
});

scenario('refuses every token of a session after logout', async ({ client, tables }) => {
  const { accessToken, refreshToken } = await register(client);

  const logout = await client.post('/api/auth/logout', { token: accessToken });
  const me = await client.get('/api/users/me', { token: accessToken });
  const again = await client.post('/api/auth/refresh', { json: { refreshToken } });

  logout.expect({ status: 204, body: null });
  me.expect({ status: 401, body: { code: 'token_revoked' } });
  again.expect({ status: 401, body: { code: 'token_revoked' } });
  (await tables()).expect({ sessions: [{ revoked_at: like.instant() }] });
});

scenario('leaves the other sessions of a person alone when one is logged out', async ({ client }) => {
  const laptop = await register(client);
  const phone = await login(client);

  await client.post('/api/auth/logout', { token: laptop.accessToken });
  const onThePhone = await client.get('/api/users/me', { token: phone.accessToken });

  onThePhone.expect({ status: 200, body: { email: ADA.email } });
});
