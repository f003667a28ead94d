import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H15',
  title: 'wrong credentials pass a check that looks at a pair',
  tier: 'H',
  origin: 'Divergence 10: (None, None) is a tuple, and a tuple is true.',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: 'if (user === null || !isRight) {',
      replace: 'if (![user, isRight]) {',
    },
  ],
  expect: {
    scenario: 'accounts/sessions/says-the-same-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
