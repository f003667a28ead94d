import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C122',
  title: 'requests with an API key are counted as those of its owner',
  tier: 'C',
  origin: 'rate limit: wrong key',
  edits: [
    {
      file: 'server/domain/service-keys.ts',
      find: 'return { id: record.id, user };',
      replace: 'return { id: user.id, user };',
    },
  ],
  expect: {
    scenario: 'limits/counting/counts-what-a-service-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/ratelimit',
  },
});
