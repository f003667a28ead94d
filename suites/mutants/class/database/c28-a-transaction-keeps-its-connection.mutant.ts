import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C28',
  title: 'a transaction keeps its connection',
  tier: 'C',
  origin: 'pool leak',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'client.release(broken);',
      replace: "client.on('error', () => broken);",
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'await this.#pool.end();',
      replace: 'void this.#pool.end();',
    },
  ],
  expect: { scenario: 'accounts/crowd/**', channel: 'http', kind: 'status', pointer: '/response/status' },
});
