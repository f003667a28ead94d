import { defineBenign } from 'ultra-parity';

export const mutant = defineBenign({
  id: 'B04',
  title: 'the rows of a table come in another order',
  benign: true,
  origin: 'A table has no order (ISO/IEC 9075-2): what a dump begins with is chance.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-database.ts',
      find: 'users: [...tables.users.values()],\n      sessions: [...tables.sessions.values()],',
      replace:
        'users: [...tables.users.values()].toReversed(),\n      sessions: [...tables.sessions.values()].toReversed(),',
    },
    {
      file: 'server/adapters/database/memory-database.ts',
      find: 'analysis_calls: [...tables.analysisCalls.values()],',
      replace: 'analysis_calls: [...tables.analysisCalls.values()].toReversed(),',
    },
  ],
  scenario: '{accounts,journey,analysis/analyze}/**',
});
