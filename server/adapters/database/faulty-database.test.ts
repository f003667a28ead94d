import { describe, expect, test } from 'vitest';
import type { Logger } from '../../ports/logger.ts';
import { aUser, id } from '../../test-support/rows.ts';
import { analysesContract } from './analyses.contract.ts';
import { databaseContract } from './database.contract.ts';
import { DATABASE_FAULTS, failureOf, SLOW_MS } from './database-faults.ts';
import { FaultyDatabase } from './faulty-database.ts';
import { keyRecordsContract } from './key-records.contract.ts';
import { MemoryDatabase } from './memory-database.ts';

const LOCATION = { host: 'db.test', port: 5432, user: 'ultrauser', name: 'ultra' };
const SILENT: Logger = { log: () => undefined };
const OPTIONS = {
  location: LOCATION,
  logger: SILENT,
  poolSize: 2,
  connectTimeoutMs: 60,
  statementTimeoutMs: 120,
};
/** These let a statement through, late. */
const FAILING = DATABASE_FAULTS.filter((fault) => fault !== 'slow' && fault !== 'locked');

function faulty(options: Partial<typeof OPTIONS> = {}): FaultyDatabase {
  return new FaultyDatabase(new MemoryDatabase(), { ...OPTIONS, ...options });
}

function reasonsOf(results: readonly PromiseSettledResult<unknown>[]): readonly string[] {
  return results.map((result) =>
    result.status === 'fulfilled' ? 'fulfilled' : result.reason instanceof Error ? result.reason.message : 'no error',
  );
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

  test.each(FAILING)('keeps nothing of a transaction that met %s, and serves when it is over', async (fault) => {
    await using database = faulty();
    database.fault = fault;

    const transaction = database.transaction(async ({ users }) => await users.insert(aUser()));
    await expect(transaction).rejects.toMatchObject({ code: 'database_unavailable' });
    database.fault = null;

    await expect(database.users.findByEmail(aUser().email)).resolves.toBeNull();
    await expect(database.users.insert(aUser({ id: id(2) }))).resolves.toBe('inserted');
  });

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

  test('lets two of a pool of two wait for a lock, and refuses the others a connection after a while', async () => {
    await using database = faulty({ statementTimeoutMs: 10_000 });
    database.fault = 'locked';

    const waiting = Promise.allSettled([1, 2, 3, 4].map((number) => database.users.insert(aUser({ id: id(number) }))));
    await expect(database.ping()).rejects.toMatchObject({ message: 'timeout exceeded when trying to connect' });
    const during = database.pool();
    database.fault = null;

    const refused = failureOf('pool-exhausted', LOCATION).message;
    expect(reasonsOf(await waiting)).toEqual(['fulfilled', 'fulfilled', refused, refused]);
    expect(during).toEqual({ total: 2, idle: 0, waiting: 0 });
    expect(database.pool()).toEqual({ total: 0, idle: 0, waiting: 0 });
  });

  test('gives the next connection to whoever has waited longest', async () => {
    await using database = faulty({ connectTimeoutMs: 10_000, poolSize: 1 });
    database.fault = 'slow';

    const order: number[] = [];
    await Promise.all([1, 2, 3].map((number) => database.ping().then(() => order.push(number))));

    expect(order).toEqual([1, 2, 3]);
  });

  test('gives up a statement that waits too long for a lock, and keeps nothing of its transaction', async () => {
    await using database = faulty();
    database.fault = 'locked';

    const transaction = database.transaction(({ users }) => users.insert(aUser()));
    await expect(transaction).rejects.toMatchObject({
      sqlState: '57014',
      message: 'canceling statement due to statement timeout',
    });
    database.fault = null;

    await expect(database.users.findByEmail(aUser().email)).resolves.toBeNull();
  });

  test('lets pass what does not touch accounts while they are locked', async () => {
    await using database = faulty();
    database.fault = 'locked';

    await expect(database.ping()).resolves.toMatchObject({ backend: 'memory' });
    await expect(database.migrationsCurrent()).resolves.toBe(true);
  });

  test('takes its time for each statement of a slow database, and says so in a ping', async () => {
    await using database = faulty();
    database.fault = 'slow';

    const { latencyMs } = await database.ping();

    expect(latencyMs).toBeGreaterThanOrEqual(SLOW_MS - 1);
  });

  test('logs the loss of an idle connection as the pool does', () => {
    const lines: unknown[] = [];
    const logger: Logger = { log: (...line) => lines.push(line) };
    const database = new FaultyDatabase(new MemoryDatabase(), { ...OPTIONS, logger });

    database.loseConnection('read ECONNRESET');

    expect(lines).toStrictEqual([['warn', 'database_connection_lost', { message: 'read ECONNRESET' }]]);
  });
});
