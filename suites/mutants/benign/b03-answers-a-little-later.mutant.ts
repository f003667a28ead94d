import { defineBenign } from 'ultra-parity';

export const mutant = defineBenign({
  id: 'B03',
  title: 'every answer takes 25 ms more',
  benign: true,
  origin: 'A database in the next room: slower, and nobody would call it another class.',
  targets: ['real'],
  edits: [
    {
      file: 'server/app.ts',
      find: 'app.use(nameRequest(ports.ids),',
      replace: 'app.use((_request, _response, next) => void setTimeout(next, 25), nameRequest(ports.ids),',
    },
  ],
  scenario: '{accounts/registration,health,journey,streaming}/**',
});
