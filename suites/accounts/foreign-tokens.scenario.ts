import { like, scenario } from 'ultra-parity';
import { readClaims, resigned } from '../support/forge-token.ts';
import { refresh, register } from '../support/person.ts';

/** Signed with the right key, and still not what this server issues (RFC 8725, section 3). */
const FOREIGN: readonly {
  readonly what: string;
  readonly change: { readonly header?: object; readonly claims?: object };
  readonly code: string;
}[] = [
  { what: 'for another audience', change: { claims: { aud: 'billing' } }, code: 'token_signature_invalid' },
  { what: 'for no audience', change: { claims: { aud: undefined } }, code: 'token_signature_invalid' },
  { what: 'from another issuer', change: { claims: { iss: 'somebody-else' } }, code: 'token_signature_invalid' },
  { what: 'under another algorithm', change: { header: { alg: 'HS512' } }, code: 'token_signature_invalid' },
  { what: 'under a key id that is not known', change: { header: { kid: 'retired' } }, code: 'token_signature_invalid' },
  {
    what: 'with an extension that must be understood',
    change: { header: { crit: ['b64'], b64: true } },
    code: 'token_signature_invalid',
  },
  { what: 'that never expires', change: { claims: { exp: undefined } }, code: 'token_malformed' },
  { what: 'without a type', change: { claims: { type: undefined } }, code: 'token_malformed' },
  {
    what: 'for a session of somebody else',
    change: { claims: { sub: '6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11' } },
    code: 'token_revoked',
  },
  {
    what: 'for a session that there is not',
    change: { claims: { sid: '6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11' } },
    code: 'token_revoked',
  },
];

scenario('takes no token but its own, though the key is right', async ({ client }) => {
  const { accessToken } = await register(client);

  for (const { change, code } of FOREIGN) {
    const reply = await client.get('/api/users/me', { token: resigned(accessToken, change) });

    reply.expect({ status: 401, headers: { 'www-authenticate': like.includes('invalid_token') }, body: { code } });
  }
  const unchanged = await client.get('/api/users/me', { token: resigned(accessToken, {}) });
  unchanged.expect({ status: 200 });
});

scenario(
  'signs with the newest of its keys, and takes what an older one has signed',
  { given: { newerJwtKey: true } },
  async ({ client }) => {
    const { accessToken } = await register(client);
    const older = { header: { kid: 'test-1' } };

    const ownToken = await client.get('/api/users/me', { token: accessToken });
    const ofOlderKey = await client.get('/api/users/me', { token: resigned(accessToken, older) });
    const newerNameAlone = await client.get('/api/users/me', { token: resigned(accessToken, {}) });

    ownToken.expect({ status: 200 });
    ofOlderKey.expect({ status: 200 });
    newerNameAlone.expect({ status: 401, body: { code: 'token_signature_invalid' } });
  },
);

scenario('gives an access token a quarter of an hour and a refresh token thirty days', async ({ client, tables }) => {
  const { reply, accessToken, refreshToken } = await register(client);
  const second = await refresh(client, refreshToken);

  const issuedAt = readClaims(accessToken).iat ?? 0;
  reply.expect({
    body: {
      accessToken: like.jwt({ iss: 'ultra', aud: 'ultra', type: 'access', iat: issuedAt, exp: issuedAt + 900 }),
      refreshToken: like.jwt({ iss: 'ultra', aud: 'ultra', type: 'refresh', iat: issuedAt, exp: issuedAt + 2_592_000 }),
      expiresIn: 900,
    },
  });
  const renewedAt = readClaims(second.accessToken).iat ?? 0;
  second.reply.expect({
    body: {
      accessToken: like.jwt({ type: 'access', exp: renewedAt + 900 }),
      refreshToken: like.jwt({
        type: 'refresh',
        exp: renewedAt + 2_592_000,
        sid: String(readClaims(refreshToken)['sid']),
      }),
    },
  });
  // The session ends in the second in which its refresh token does.
  const expiresAt = new Date((renewedAt + 2_592_000) * 1000).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  (await tables()).expect({ sessions: [{ expires_at: like.includes(expiresAt) }] });
});
