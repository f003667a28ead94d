/**
 * What the server costs, measured in one run on one machine: `node bench/server/main.ts [latency|memory|burst]`. Prints
 * ratios where it can, which travel between machines better than milliseconds. Loopback only; BENCH_REQUESTS sets the
 * length of the first and the last (default 20,000).
 */
import { burst } from './burst.ts';
import { latency } from './latency.ts';
import { memory } from './memory.ts';

const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 20_000);
const MEASUREMENTS: Readonly<Record<string, () => Promise<void>>> = {
  latency: () => latency(REQUESTS),
  memory,
  burst: () => burst(REQUESTS),
};

const [name = 'latency'] = process.argv.slice(2);
const run = MEASUREMENTS[name];
if (run === undefined) {
  process.stderr.write(`There is no measurement ${name}: ${Object.keys(MEASUREMENTS).join(', ')}\n`);
  process.exitCode = 64;
} else {
  await run();
}
