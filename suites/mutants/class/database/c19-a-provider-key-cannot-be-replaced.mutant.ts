import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C19',
  title: 'a provider key cannot be replaced',
  tier: 'C',
  origin: 'unique violation',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: `\`\${sql} ON CONFLICT (user_id, provider) DO UPDATE SET \${changes}\``,
      replace: `\`\${sql}\${changes.slice(changes.length)}\``,
    },
  ],
  expect: {
    scenario: 'keys/provider-keys/replaces-a-key-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
