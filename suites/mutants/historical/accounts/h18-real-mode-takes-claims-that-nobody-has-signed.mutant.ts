import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H18',
  title: 'real mode takes claims that nobody has signed',
  tier: 'H',
  origin: 'Divergence 13: a stub without signatures shadowed the JWT library in production.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'const key = this.#keys.find(',
      replace: `if (header.alg === 'none') return { status: 'valid', claims: CLAIMS.parse(jsonwebtoken.decode(token)) };
    const key = this.#keys.find(`,
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-an-unsigned-token-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
