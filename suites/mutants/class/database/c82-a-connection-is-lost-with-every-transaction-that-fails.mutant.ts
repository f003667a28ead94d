import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C82',
  title: 'a connection is lost with every transaction that fails',
  tier: 'C',
  origin: 'pool leak',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: '      client.release(broken);',
      replace: "      if (isWhole) client.release(broken);\n      else client.on('error', () => broken);",
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: "      await this.#run(client, 'COMMIT', []);",
      replace: "      await this.#run(client, 'COMMIT', []);\n      isWhole = true;",
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: '    let broken: Error | undefined;',
      replace: '    let isWhole = false;\n    let broken: Error | undefined;',
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'await this.#pool.end();',
      replace: 'void this.#pool.end();',
    },
  ],
  expect: {
    scenario: 'outage/waiting/answers-503-when-a-statement-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
