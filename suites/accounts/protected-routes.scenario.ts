import { like, type RequestOptions, scenario } from 'ultra-parity';
import { expired, signedByStranger, tampered, unsigned } from '../support/forge-token.ts';
import { refresh, register, type SignedIn } from '../support/person.ts';
import { PROTECTED } from '../support/routes.ts';

/** Every access state that is refused, and the code that tells it from the others. */
const REFUSED: readonly {
  readonly state: string;
  readonly code: string;
  readonly options: (person: SignedIn) => RequestOptions;
}[] = [
  { state: 'no token', code: 'token_missing', options: () => ({}) },
  { state: 'a malformed token', code: 'token_malformed', options: () => ({ token: 'not.a.token' }) },
  {
    state: 'a token whose claims are no JSON',
    code: 'token_malformed',
    options: ({ accessToken }) => ({ token: `${accessToken.split('.')[0]}.dGV4dA.x` }),
  },
  { state: 'an expired token', code: 'token_expired', options: ({ accessToken }) => ({ token: expired(accessToken) }) },
  {
    state: 'a tampered token',
    code: 'token_signature_invalid',
    options: ({ accessToken }) => ({ token: tampered(accessToken) }),
  },
  {
    state: "a stranger's token",
    code: 'token_signature_invalid',
    options: ({ accessToken }) => ({ token: signedByStranger(accessToken) }),
  },
  {
    state: 'an unsigned token',
    code: 'token_signature_invalid',
    options: ({ accessToken }) => ({ token: unsigned(accessToken) }),
  },
  { state: 'a refresh token', code: 'token_wrong_type', options: ({ refreshToken }) => ({ token: refreshToken }) },
];

for (const { state, code, options } of REFUSED) {
  scenario(`refuses ${state} on every protected route`, async ({ client }) => {
    const person = await register(client);

    for (const { method, path, options: sent } of PROTECTED) {
      const reply = await client.request(method, path, { ...sent, ...options(person) });

      reply.expect({ status: 401, headers: { 'www-authenticate': like.includes('Bearer') }, body: { code } });
    }
  });
}

scenario('refuses a revoked token on every protected route', async ({ client }) => {
  const first = await register(client);
  const { accessToken } = await refresh(client, first.refreshToken);
  await client.post('/api/auth/logout', { token: accessToken });

  for (const { method, path, options } of PROTECTED) {
    const reply = await client.request(method, path, { ...options, token: accessToken });

    reply.expect({
      status: 401,
      headers: { 'www-authenticate': like.includes('Bearer') },
      body: { code: 'token_revoked' },
    });
  }
});
