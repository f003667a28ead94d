import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C104',
  title: 'passwords are cut at 72 characters',
  tier: 'C',
  origin: 'text cut',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: 'passwordHash: await ports.passwords.hash(account.password)',
      replace: 'passwordHash: await ports.passwords.hash(account.password.slice(0, 72))',
    },
  ],
  expect: { scenario: 'accounts/addresses/tells-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
