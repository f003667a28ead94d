import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H13',
  title: 'an unknown path is answered with 200 and an error in the body',
  tier: 'H',
  origin: 'Divergence 7: a catch-all for the page answered 200 to every path that nobody knew.',
  edits: [
    {
      file: 'server/app.ts',
      find: `app.use(() => {
    throw new ProblemError('not_found', 'There is nothing at this path');`,
      replace: `app.use((_request, response) => {
    response.json({ error: 'Not found' });`,
    },
  ],
  expect: {
    scenario: 'http/protocol/answers-an-unknown-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
