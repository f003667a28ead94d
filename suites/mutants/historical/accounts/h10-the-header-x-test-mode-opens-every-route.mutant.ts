import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H10',
  title: 'the header X-Test-Mode opens every route',
  tier: 'H',
  origin: 'Divergence 3: the header was meant for tests, and nothing asked where it came from.',
  edits: [
    {
      file: 'server/http/identify.ts',
      find: "if (route.access === 'public') {",
      replace: `if (request.get('x-test-mode') === 'true') {
    const user = { id: '00000000-0000-4000-8000-000000000000', email: 'test@example.com', passwordHash: '', name: null };
    return { id: user.id, user: { ...user, createdAt: new Date(0) }, sessionId: user.id };
  }
  if (route.access === 'public') {`,
    },
  ],
  expect: {
    scenario: 'accounts/sessions/opens-nothing-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
