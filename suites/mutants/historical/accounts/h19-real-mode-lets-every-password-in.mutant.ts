import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H19',
  title: 'real mode lets every password in',
  tier: 'H',
  origin: 'Divergence 13: without passlib, verify() was always true.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/passwords/scrypt-hasher.ts',
      find: 'return actual.length === wanted.length && timingSafeEqual(actual, wanted);',
      replace: 'return actual.length > 0;',
    },
  ],
  expect: {
    scenario: 'accounts/sessions/says-the-same-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
