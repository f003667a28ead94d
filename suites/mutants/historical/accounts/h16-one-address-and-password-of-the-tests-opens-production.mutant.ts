import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H16',
  title: 'one address and password of the tests opens production',
  tier: 'H',
  origin: 'Divergence 11: test@example.com with a fixed password was in the routes of production.',
  edits: [
    {
      file: 'server/http/auth-routes.ts',
      find: 'const principal = loginPrincipal(body.email, address);',
      replace: `if (body.email === 'test@example.com' && body.password === 'password123') {
        return { status: 200, body: { accessToken: 'mock_auth_token', refreshToken: 'mock_refresh_token' } };
      }
      const principal = loginPrincipal(body.email, address);`,
    },
  ],
  expect: {
    scenario: 'accounts/sessions/opens-nothing-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
