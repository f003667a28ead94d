import { like, scenario } from 'ultra-parity';
import { ADA, login, refresh, register } from '../support/person.ts';

scenario('takes a person from registration to logout', async ({ client, tables }) => {
  await register(client);
  const session = await login(client);

  const analysis = await client.post('/api/analyze', {
    token: session.accessToken,
    json: { query: 'Which database should a small team start with, and why?' },
  });
  const readBack = await client.get(`/api/analyses/${analysis.text('id')}`, { token: session.accessToken });
  const renewed = await refresh(client, session.refreshToken);
  const me = await client.get('/api/users/me', { token: renewed.accessToken });
  const logout = await client.post('/api/auth/logout', { token: renewed.accessToken });
  const afterwards = await client.get('/api/users/me', { token: renewed.accessToken });
  const firstToken = await client.get('/api/users/me', { token: session.accessToken });

  analysis.expect({ status: 200, body: { status: 'completed', synthesis: { text: like.text() } } });
  readBack.expect({ status: 200, body: analysis.body });
  me.expect({ status: 200, body: { email: ADA.email } });
  logout.expect({ status: 204 });
  afterwards.expect({ status: 401, body: { code: 'token_revoked' } });
  firstToken.expect({ status: 401, body: { code: 'token_revoked' } });
  (await tables()).expect({ users: [{ email: ADA.email }], analyses: [{ status: 'completed' }] });
});
