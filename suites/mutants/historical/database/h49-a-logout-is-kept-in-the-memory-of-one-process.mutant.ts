import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H49',
  title: 'a logout is kept in the memory of one process',
  tier: 'H',
  origin: 'Divergence 41: with several workers, a logout held for one of them.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: 'revoke: async (id, at) => {',
      replace: `revoke: async (id, at) => {
      ((globalThis as any).ended ??= new Map()).set(id, at);`,
    },
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: "query('UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [",
      replace: "query('SELECT id, $2::text FROM sessions WHERE id = $1', [",
    },
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: 'session: rowToSession(row),',
      replace: 'session: { ...rowToSession(row), revokedAt: (globalThis as any).ended?.get(id) ?? null },',
    },
  ],
  expect: {
    scenario: 'accounts/sessions/refuses-every-*',
    channel: 'db',
    kind: 'type',
    pointer: '/sessions/*/revoked_at',
  },
});
