import { like, scenario } from 'ultra-parity';

scenario(
  'refuses to start on a wrong database password, and falls back to nothing',
  { given: { database: 'authentication' } },
  async ({ start }) => {
    start.expect({
      outcome: 'refused',
      code: 'DATABASE_AUTHENTICATION_FAILED',
      exitCode: 78,
      message: like.includes('28P01', 'host', 'port', 'user', 'database'),
      hint: like.text(),
    });
  },
);

scenario(
  'refuses to start on a database that does not exist',
  { given: { database: 'missing-database' } },
  async ({ start }) => {
    start.expect({ outcome: 'refused', code: 'DATABASE_MISSING', exitCode: 78, message: like.includes('3D000') });
  },
);

scenario(
  'refuses to start when the database cannot be reached',
  { given: { database: 'unreachable' } },
  async ({ start }) => {
    start.expect({
      outcome: 'refused',
      code: 'DATABASE_UNREACHABLE',
      exitCode: 69,
      message: like.text(),
      hint: like.text(),
    });
  },
);
