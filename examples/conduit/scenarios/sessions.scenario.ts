import { like, type Reply, scenario } from 'ultra-parity';
import { ADA, signUp } from './support/people.ts';

/** The cookie of a reply as a browser sends it back. */
function readCookie(reply: Reply): string {
  const [pair = ''] = (reply.headers['set-cookie'] ?? '').split(';');
  return pair;
}

scenario('knows a browser by its cookie', async ({ client }) => {
  await signUp(client);
  const signedIn = await client.post('/api/session', { json: { user: ADA } });

  const account = await client.get('/api/user', { headers: { cookie: readCookie(signedIn) } });

  signedIn.expect({
    status: 201,
    headers: { 'set-cookie': [{ name: 'connect.sid', attributes: { path: '/', httponly: '', samesite: 'Lax' } }] },
  });
  account.expect({ status: 200, body: { user: { username: 'ada' } } });
});

scenario('gives no cookie to a browser that did not sign in', async ({ client }) => {
  await signUp(client);

  const refused = await client.post('/api/session', { json: { user: { ...ADA, password: 'guess' } } });

  refused.expect({ status: 401, headers: { 'set-cookie': like.absent() } });
});

scenario('forgets a browser that has signed out', async ({ client }) => {
  await signUp(client);
  const cookie = readCookie(await client.post('/api/session', { json: { user: ADA } }));

  const signedOut = await client.request('DELETE', '/api/session', { headers: { cookie } });
  const account = await client.get('/api/user', { headers: { cookie } });

  signedOut.expect({ status: 204 });
  account.expect({ status: 401 });
});

scenario('keeps two browsers of one person apart', async ({ client, tables }) => {
  await signUp(client);
  const desk = readCookie(await client.post('/api/session', { json: { user: ADA } }));
  const phone = readCookie(await client.post('/api/session', { json: { user: ADA } }));

  await client.request('DELETE', '/api/session', { headers: { cookie: desk } });
  const account = await client.get('/api/user', { headers: { cookie: phone } });

  account.expect({ status: 200 });
  (await tables()).expect({ sessions: [{ data: { userId: 1 } }] });
});
