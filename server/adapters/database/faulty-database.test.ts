import { describe, expect, test } from 'vitest';
import type { Logger } from '../../ports/logger.ts';
import { aUser, id } from '../../test-support/rows.ts';
import { analysesContract } from './analyses.contract.ts';
import { databaseContract } from './database.contract.ts';
import { DATABASE_FAULTS, FaultyDatabase } from './faulty-database.ts';
import { keyRecordsContract } from './key-records.contract.ts';
import { MemoryDatabase } from './memory-database.ts';

const LOCATION = { host: 'db.test', port: 5432, user: 'ultrauser', name: 'ultra' };
const SILENT: Logger = { log: () => undefined };

function faulty(): FaultyDatabase {
  return new FaultyDatabase(new MemoryDatabase(), { location: LOCATION, logger: SILENT });
}

describe('FaultyDatabase', () => {
  databaseContract(async () => faulty());
  analysesContract(async () => faulty());
  keyRecordsContract(async () => faulty());

  test.each([
    ['refused', null, 'ECONNREFUSED', 'connect ECONNREFUSED db.test:5432'],
    ['too-many-connections', '53300', null, 'too many connections for database "ultra"'],
    ['terminated', '57P01', null, 'terminating connection due to administrator command'],
    ['cancelled', '57014', null, 'canceling statement due to user request'],
    ['disk-full', '53100', null, 'could not extend file: No space left on device'],
  ] as const)('says of %s what Postgres says', async (fault, sqlState, systemCode, message) => {
    await using database = faulty();
    database.fault = fault;

    const insert = database.users.insert(aUser());

    await expect(insert).rejects.toMatchObject({
      code: 'database_unavailable',
      sqlState,
      systemCode,
      message,
      location: LOCATION,
    });
  });

  test.each(DATABASE_FAULTS)(
    'keeps nothing of a transaction that met %s, and serves when it is over',
    async (fault) => {
      await using database = faulty();
      database.fault = fault;

      const transaction = database.transaction(async ({ users }) => await users.insert(aUser()));
      await expect(transaction).rejects.toMatchObject({ code: 'database_unavailable' });
      database.fault = null;

      await expect(database.users.findByEmail(aUser().email)).resolves.toBeNull();
      await expect(database.users.insert(aUser({ id: id(2) }))).resolves.toBe('inserted');
    },
  );

  test('undoes a transaction whose work did not look at the failure', async () => {
    await using database = faulty();
    database.fault = 'disk-full';

    const transaction = database.transaction(async ({ users }) => {
      await users.insert(aUser()).catch(() => null);
    });

    await expect(transaction).rejects.toMatchObject({ sqlState: '53100' });
  });

  test('answers no ping while it refuses connections', async () => {
    await using database = faulty();
    database.fault = 'refused';

    await expect(database.ping()).rejects.toMatchObject({ systemCode: 'ECONNREFUSED' });
    await expect(database.migrationsCurrent()).rejects.toMatchObject({ systemCode: 'ECONNREFUSED' });
  });

  test('reads on while the disk is full', async () => {
    await using database = faulty();
    await database.users.insert(aUser());
    database.fault = 'disk-full';

    await expect(database.users.findByEmail(aUser().email)).resolves.toMatchObject({ id: aUser().id });
  });

  test('logs the loss of an idle connection as the pool does', () => {
    const lines: unknown[] = [];
    const database = new FaultyDatabase(new MemoryDatabase(), {
      location: LOCATION,
      logger: { log: (...line) => lines.push(line) },
    });

    database.loseConnection('read ECONNRESET');

    expect(lines).toStrictEqual([['warn', 'database_connection_lost', { message: 'read ECONNRESET' }]]);
  });
});
