import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H03',
  title: 'real mode keeps its data in memory when the database refuses it',
  tier: 'H',
  origin:
    'Divergence 33: a wrong password for Postgres was answered by in-memory tables, and health said that all was well.',
  targets: ['real'],
  edits: [
    {
      file: 'server/compose.ts',
      find: `        logger: shared.logger,
      }),
    );
  const database = overrides.database ?? (await connected(connect, config, shared.clock));`,
      replace: `        logger: shared.logger,
      }),
    );
  const database = overrides.database ?? (await connected(connect, config, shared.clock).catch(() => new MemoryDatabase()));`,
    },
  ],
  expect: {
    scenario: 'boot/database/refuses-to-start-on-a-wrong-*',
    channel: 'start',
    kind: 'value',
    pointer: '/outcome',
  },
});
