import { describe, expect, test } from 'vitest';
import { analysesContract } from './analyses.contract.ts';
import { databaseContract } from './database.contract.ts';
import { keyRecordsContract } from './key-records.contract.ts';
import { MemoryDatabase } from './memory-database.ts';

const LOCATION = { host: 'db.test', port: 5432, user: 'ultrauser', name: 'ultra' };
const ADA = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'ada@example.org',
  passwordHash: 'hash',
  name: null,
  createdAt: new Date('2026-03-29T12:00:00Z'),
};

describe('MemoryDatabase', () => {
  databaseContract(() => new MemoryDatabase().connect());
  analysesContract(() => new MemoryDatabase().connect());
  keyRecordsContract(() => new MemoryDatabase().connect());

  test('dumps rows under the names and in the formats of the SQL schema', async () => {
    await using database = new MemoryDatabase();
    await database.users.insert(ADA);

    const dump = database.dump();

    expect(dump).toStrictEqual({
      users: [
        {
          id: ADA.id,
          email: 'ada@example.org',
          password_hash: 'hash',
          name: null,
          created_at: '2026-03-29T12:00:00.000Z',
        },
      ],
      sessions: [],
      analyses: [],
      analysis_calls: [],
      idempotency_keys: [],
      service_keys: [],
      provider_keys: [],
      rate_limits: [],
    });
  });

  test.each([
    ['authentication', { sqlState: '28P01', message: 'password authentication failed for user "ultrauser"' }],
    ['missing-database', { sqlState: '3D000', message: 'database "ultra" does not exist' }],
    ['unreachable', { sqlState: null, systemCode: 'ECONNREFUSED', message: 'connect ECONNREFUSED db.test:5432' }],
  ] as const)('fails to connect with %s when it is told to', async (fault, expected) => {
    await using database = new MemoryDatabase({ fault, location: LOCATION });

    const connect = database.connect();

    await expect(connect).rejects.toMatchObject({ ...expected, code: 'database_unavailable', location: LOCATION });
  });
});
