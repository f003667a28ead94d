import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H02',
  title: 'tokens are signed with another secret than they are verified with, in both modes',
  tier: 'H',
  origin:
    'Divergence 5: Login signed with JWT_SECRET, the middleware verified with JWT_SECRET_KEY: no real token was ever accepted.',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'jsonwebtoken.sign({ ...claims }, key.secret, {',
      replace: "jsonwebtoken.sign({ ...claims }, key.secret + '-of-another-module', {",
    },
  ],
  expect: { scenario: 'accounts/sessions/lets-a-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
