import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H48',
  title: 'tokens are verified by the clock of another time zone',
  tier: 'H',
  origin: 'Divergence 40: utcnow().timestamp() is right in UTC alone; east of it tokens were born expired.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'clockTimestamp: Math.floor(this.#clock.now().getTime() / 1000),',
      replace: 'clockTimestamp: Math.floor(this.#clock.now().getTime() / 1000) + 9 * 3600,',
    },
  ],
  expect: { scenario: 'accounts/sessions/lets-a-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
