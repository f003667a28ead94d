import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C53',
  title: 'a stream is sent when it has ended',
  tier: 'C',
  origin: 'stream buffered',
  edits: [
    {
      file: 'server/http/sse.ts',
      find: `for await (const event of events) {
      if (!response.write(formatted(event))) {`,
      replace: `let whole = '';
    for await (const event of events) whole += formatted(event);
    for (const text of [whole]) {
      if (!response.write(text)) {`,
    },
  ],
  expect: { scenario: 'streaming/liveness/**', channel: 'time', kind: 'value', pointer: '/liveness' },
});
