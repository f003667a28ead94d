import { scenario } from 'ultra-parity';
import { ADA, login, register } from '../support/person.ts';

const NEW_PASSWORD = 'an even longer password';

scenario('takes a password as it is typed, blanks at its ends included', async ({ client }) => {
  const password = '  blanks at both ends  ';
  await register(client, { ...ADA, password });

  const asTyped = await client.post('/api/auth/login', { json: { email: ADA.email, password } });
  const trimmed = await client.post('/api/auth/login', { json: { email: ADA.email, password: password.trim() } });

  asTyped.expect({ status: 200 });
  trimmed.expect({ status: 401, body: { code: 'credentials_invalid' } });
});

scenario(
  'ends every session when the password is changed, and lets only the new password in',
  async ({ client, tables }) => {
    const laptop = await register(client);
    const phone = await login(client);

    const change = await client.post('/api/users/me/change-password', {
      token: laptop.accessToken,
      json: { currentPassword: ADA.password, newPassword: NEW_PASSWORD },
    });
    const onTheLaptop = await client.get('/api/users/me', { token: laptop.accessToken });
    const onThePhone = await client.post('/api/auth/refresh', { json: { refreshToken: phone.refreshToken } });
    const oldPassword = await client.post('/api/auth/login', { json: { email: ADA.email, password: ADA.password } });
    const newPassword = await client.post('/api/auth/login', { json: { email: ADA.email, password: NEW_PASSWORD } });

    change.expect({ status: 204, body: null });
    onTheLaptop.expect({ status: 401, body: { code: 'token_revoked' } });
    onThePhone.expect({ status: 401, body: { code: 'token_revoked' } });
    oldPassword.expect({ status: 401, body: { code: 'credentials_invalid' } });
    newPassword.expect({ status: 200 });
    (await tables()).expect({
      sessions: [{}, {}, {}],
    });
  },
);

scenario('changes no password without the current one, and no session ends', async ({ client }) => {
  const { accessToken } = await register(client);

  const wrong = await client.post('/api/users/me/change-password', {
    token: accessToken,
    json: { currentPassword: 'not the password', newPassword: NEW_PASSWORD },
  });
  const short = await client.post('/api/users/me/change-password', {
    token: accessToken,
    json: { currentPassword: ADA.password, newPassword: 'short' },
  });
  const same = await client.post('/api/users/me/change-password', {
    token: accessToken,
    json: { currentPassword: ADA.password, newPassword: ADA.password },
  });
  const me = await client.get('/api/users/me', { token: accessToken });

  wrong.expect({ status: 403, body: { code: 'password_wrong' } });
  short.expect({ status: 422, body: { errors: [{ pointer: '/newPassword' }] } });
  same.expect({ status: 422, body: { errors: [{ pointer: '/newPassword' }] } });
  me.expect({ status: 200 });
});
