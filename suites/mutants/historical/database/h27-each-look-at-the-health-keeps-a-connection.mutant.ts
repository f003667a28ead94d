import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H27',
  title: 'each look at the health keeps a connection',
  tier: 'H',
  origin: 'Divergence 21: the health summary waited for a lock that it held itself.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: "this.#run<{ server_version: string }>(this.#pool, 'SHOW",
      replace:
        "this.#run<{ server_version: string }>(await this.#checkOut().then((client) => client.on('error', () => {})), 'SHOW",
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'await this.#pool.end();',
      replace: 'void this.#pool.end();',
    },
  ],
  expect: { scenario: 'health/often/**', channel: 'http', kind: 'value', pointer: '/response/body/status' },
});
