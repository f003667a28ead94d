import { defineBenign } from 'ultra-parity';

export const mutant = defineBenign({
  id: 'B01',
  title: 'identifiers come from another source of random bytes',
  benign: true,
  origin: 'RFC 9562, section 5.4: a version 4 UUID is any 122 random bits.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/ids/random-ids.ts',
      find: 'uuid: () => randomUUID(),',
      replace: `uuid: () => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },`,
    },
  ],
  scenario: '{accounts/registration,accounts/sessions,journey}/**',
});
