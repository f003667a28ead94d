import { startChild } from './child.ts';
import { type Latencies, measure } from './load.ts';
import { startRealServer, UNLIMITED } from './real-server.ts';
import { number, row } from './row.ts';
import { holdStreams } from './streams.ts';

const CONCURRENCY = 8;
const STREAMS = 1_000;
const ROUNDS = 5;

/** Start, an authenticated read against a bare Express with the same query, and streams that are held open. */
export async function latency(requests: number): Promise<void> {
  await using server = await startRealServer('server/main.ts');
  const { databaseUrl: DATABASE_URL, sessionId: SESSION_ID } = server;
  await using bare = await startChild('bench/server/bare-express.ts', { DATABASE_URL, SESSION_ID });
  const readyAgainMs = await server.startAgain();
  const read = { ...server.read, concurrency: CONCURRENCY };
  const baseline = { url: `${bare.said['url']}/me`, headers: {}, concurrency: CONCURRENCY };
  await measure({ ...read, requests: 2_000 });
  await measure({ ...baseline, requests: 2_000 });
  // In turns, so that what else the machine does meets both alike.
  const rounds: { readonly ours: Latencies; readonly theirs: Latencies }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const some = Math.ceil(requests / ROUNDS);
    rounds.push({
      ours: await measure({ ...read, requests: some }),
      theirs: await measure({ ...baseline, requests: some }),
    });
  }
  const typical = rounds.toSorted((a, b) => a.ours.p50Ms / a.theirs.p50Ms - b.ours.p50Ms / b.theirs.p50Ms)[ROUNDS >> 1];
  if (typical === undefined) {
    throw new TypeError('There is at least one round');
  }
  const { ours, theirs } = typical;
  const streams = await holdStreams(STREAMS, UNLIMITED);
  row('start to ready', `${number(server.readyMs, 0)} ms, the process itself and all migrations included`);
  row('the same, as the image', `${number(readyAgainMs, 0)} ms, its modules compiled and the database migrated`);
  row('authenticated read', described(ours));
  row('bare Express, the same query', described(theirs));
  row('ratio of p50', `${number(ours.p50Ms / theirs.p50Ms, 2)} (median of ${ROUNDS} rounds)`);
  row(`${streams.open} streams held open`, `${number(streams.residentMb)} MB resident`);
}

function described({ p50Ms, p99Ms, perSecond }: Latencies): string {
  return `p50 ${number(p50Ms, 2)} ms  p99 ${number(p99Ms, 2)} ms  ${number(perSecond, 0)}/s`;
}
