import { measure } from './load.ts';
import { startRealServer } from './real-server.ts';
import { number, row } from './row.ts';

const CONCURRENCY = 500;
const POOL_SIZE = 10;

/** Far more readers at once than there are connections to Postgres. Throws when one is not answered with 200. */
export async function burst(requests: number): Promise<void> {
  await using server = await startRealServer('server/main.ts', { DATABASE_POOL_SIZE: String(POOL_SIZE) });
  await measure({ ...server.read, concurrency: 8, requests: 1_000 });
  const { p50Ms, p99Ms, perSecond } = await measure({ ...server.read, concurrency: CONCURRENCY, requests });
  row(
    `${CONCURRENCY} readers, ${POOL_SIZE} connections`,
    `p50 ${number(p50Ms)} ms  p99 ${number(p99Ms)} ms  ${number(perSecond, 0)}/s, every answer 200`,
  );
}
