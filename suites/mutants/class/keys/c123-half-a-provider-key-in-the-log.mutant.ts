import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C123',
  title: 'the log holds the last 8 characters of a provider key',
  tier: 'C',
  origin: 'secret in the log',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: "'provider_key_saved', { userId, provider, status }",
      replace: "'provider_key_saved', { userId, provider, status, hint: apiKey.slice(-8) }",
    },
  ],
  expect: {
    scenario: 'audit/security-events/logs-a-provider-key-*',
    channel: 'audit',
    kind: 'extra',
    pointer: '/provider_key_saved/*/fields/*',
  },
});
