import { defineBenign } from 'ultra-parity';

export const mutant = defineBenign({
  id: 'B02',
  title: 'the headers of an answer come in another order',
  benign: true,
  origin: 'RFC 9110, section 5.3: the order of fields with different names has no meaning.',
  targets: ['real'],
  edits: [
    {
      file: 'server/app.ts',
      find: 'securityHeaders, noStore, logAccess(ports)',
      replace: 'noStore, securityHeaders, logAccess(ports)',
    },
  ],
  scenario: '{health,http}/**',
});
