import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H17',
  title: 'mock mode reads tokens without verifying them',
  tier: 'H',
  origin: 'Divergence 12: with TESTING=true any text decoded to a valid token that never expired.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'jsonwebtoken.verify(token, key.secret, {',
      replace: '((text, ..._ignored) => jsonwebtoken.decode(text))(token, key.secret, {',
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-an-expired-token-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
