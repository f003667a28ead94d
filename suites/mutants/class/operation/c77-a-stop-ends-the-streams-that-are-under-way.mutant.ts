import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C77',
  title: 'a stop ends the streams that are under way',
  tier: 'C',
  origin: 'stop without draining',
  edits: [
    {
      file: 'server/start.ts',
      find: `    ports.logger.log('info', 'stopping');
    await owned`,
      replace: `    ports.logger.log('info', 'stopping');
    await streams[Symbol.asyncDispose]();
    await owned`,
    },
  ],
  expect: { scenario: 'stopping/draining/finishes-*', channel: 'stream', kind: 'length', pointer: '' },
});
