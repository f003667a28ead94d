import { like, scenario } from 'ultra-parity';
import { ADA, login, refresh, register } from '../support/person.ts';

scenario('logs who signs in and out, and who fails to', async ({ client }) => {
  const { reply, accessToken: token } = await register(client);
  const userId = reply.text('user', 'id');

  const failed = await client.post('/api/auth/login', { json: { email: ADA.email, password: 'not the password' } });
  const unknown = await client.post('/api/auth/login', {
    json: { email: 'nobody@example.test', password: 'any at all' },
  });
  const signedIn = await login(client);
  const left = await client.post('/api/auth/logout', { token });

  reply.expect({ audit: { account_registered: [{ level: 'info', fields: { userId, requestId: like.uuid() } }] } });
  failed.expect({ audit: { login_failed: [{ level: 'warn', fields: { userId } }] } });
  unknown.expect({ audit: { login_failed: [{ level: 'warn', fields: { userId: null } }] } });
  signedIn.reply.expect({ audit: { logged_in: [{ fields: { userId } }], login_failed: like.absent() } });
  left.expect({ audit: { logged_out: [{ fields: { userId } }] } });
});

scenario('logs a refresh token that is used twice once, and not the uses after it', async ({ client }) => {
  const { refreshToken } = await register(client);
  await refresh(client, refreshToken);

  const reuse = await client.post('/api/auth/refresh', { json: { refreshToken } });
  const afterwards = await client.post('/api/auth/refresh', { json: { refreshToken } });

  reuse.expect({ audit: { refresh_token_reused: [{ level: 'warn', fields: { sessionId: like.uuid() } }] } });
  afterwards.expect({ audit: { refresh_token_reused: like.absent() } });
});

scenario('logs a password that is changed, and one that is not', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const path = '/api/users/me/change-password';
  const newPassword = 'an even longer password';

  const refused = await client.post(path, { token, json: { currentPassword: 'not the password', newPassword } });
  const changed = await client.post(path, { token, json: { currentPassword: ADA.password, newPassword } });

  refused.expect({ audit: { password_change_refused: [{ level: 'warn' }], password_changed: like.absent() } });
  changed.expect({ audit: { password_changed: [{ level: 'info' }] } });
});

scenario('logs a service key that is created and revoked, and never the key', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const path = '/api/users/me/api-keys';

  const created = await client.post(path, { token, json: { name: 'ci', scopes: ['analyze'] } });
  const keyId = created.text('id');
  const revoked = await client.request('DELETE', `${path}/${keyId}`, { token });

  const about = { userId: like.uuid(), requestId: like.uuid(), keyId };
  created.expect({
    audit: { service_key_created: [{ fields: like.only({ ...about, scopes: 'analyze' }) }] },
  });
  revoked.expect({ audit: { service_key_revoked: [{ fields: like.only(about) }] } });
});

scenario('logs a provider key that is saved and deleted, and no part of the key', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const path = '/api/users/me/provider-keys/openai';

  const saved = await client.request('PUT', path, { token, json: { apiKey: 'a-provider-key-that-no-log-may-hold' } });
  const deleted = await client.request('DELETE', path, { token });

  const about = { userId: like.uuid(), requestId: like.uuid(), provider: 'openai' };
  saved.expect({ audit: { provider_key_saved: [{ fields: like.only({ ...about, status: 'usable' }) }] } });
  deleted.expect({ audit: { provider_key_deleted: [{ fields: like.only(about) }] } });
});
