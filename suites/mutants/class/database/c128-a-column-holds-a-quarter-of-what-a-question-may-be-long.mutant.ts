import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C128',
  title: 'a column holds a quarter of what a question may be long',
  tier: 'C',
  origin: 'type of a column',
  edits: [
    {
      file: 'server/migrations/0001-accounts-and-analyses.sql',
      find: '  query text NOT NULL,',
      replace: '  query varchar(2000) NOT NULL,',
    },
  ],
  expect: {
    scenario: 'analysis/questions/keeps-the-longest-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
