import { measure } from './load.ts';
import { startRealServer } from './real-server.ts';
import { number, row } from './row.ts';

const CONCURRENCY = 8;
const CHECKPOINTS = [1_000, 10_000, 25_000, 50_000, 100_000];

/** What is left in memory after so many authenticated reads, garbage collected. */
export async function memory(): Promise<void> {
  await using server = await startRealServer('bench/server/measured-server.ts');
  const memoryUrl = server.child.said['memoryUrl'] ?? '';
  let sent = 0;
  for (const checkpoint of CHECKPOINTS) {
    await measure({ ...server.read, concurrency: CONCURRENCY, requests: checkpoint - sent });
    sent = checkpoint;
    const usage = (await (await fetch(memoryUrl)).json()) as Readonly<Record<'heapUsed' | 'external' | 'rss', number>>;
    const megabytes = (bytes: number) => `${number(bytes / 1_048_576, 2)} MB`;
    row(
      `after ${sent} requests`,
      `heap ${megabytes(usage.heapUsed)}  external ${megabytes(usage.external)}  resident ${megabytes(usage.rss)}`,
    );
  }
}
