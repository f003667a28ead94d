import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C05',
  title: 'Postgres keeps times of Tokyo, which the application takes for UTC',
  tier: 'C',
  origin: 'A timestamp without zone and a server with another one.',
  targets: ['postgres'],
  edits: [{ file: 'compose.ts', find: '-c timezone=UTC', replace: '-c timezone=Asia/Tokyo' }],
  expect: { scenario: 'articles/**', channel: 'http', kind: 'value', pointer: '/response/body/article/createdAt' },
});
