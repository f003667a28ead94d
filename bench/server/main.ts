/**
 * What the server costs, measured in one run on one machine: `node bench/server/main.ts`. Prints ratios, which travel
 * between machines better than milliseconds. Loopback only; BENCH_REQUESTS sets the length (default 20,000).
 */
import { performance } from 'node:perf_hooks';
import { connectionUrl } from '#containers/postgres/connection.ts';
import { startPostgres } from '#containers/postgres/postgres-server.ts';
import { startChild } from './child.ts';
import { measure } from './load.ts';
import { holdStreams } from './streams.ts';

const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 20_000);
const CONCURRENCY = 8;
const STREAMS = 1_000;
const ROUNDS = 5;
const UNLIMITED = Object.fromEntries(
  ['RATE_LIMIT_REQUESTS', 'RATE_LIMIT_SIGN_INS', 'RATE_LIMIT_PASSWORDS'].map((name) => [name, '1000000000']),
);

await using postgres = await startPostgres({ provider: 'embedded', env: process.env, runId: `bench-${process.pid}` });
const real = {
  ULTRA_MODE: 'real',
  PORT: '0',
  LOG_LEVEL: 'info',
  DATABASE_URL: connectionUrl(postgres.connection),
  JWT_KEYS: 'bench:a-secret-that-only-this-measurement-uses',
  MASTER_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  OPENAI_API_KEY: 'no-call-is-made-here',
  ANTHROPIC_API_KEY: 'no-call-is-made-here',
  GOOGLE_API_KEY: 'no-call-is-made-here',
  ...UNLIMITED,
};

const bootedMs = performance.now();
await using server = await startChild('server/main.ts', real);
const url = server.said['url'] ?? '';
while (!(await fetch(`${url}/api/health/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 10));
const readyMs = performance.now() - bootedMs;

const registered = await fetch(`${url}/api/auth/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'bench@example.test', password: 'a long enough password' }),
});
const { accessToken, user } = (await registered.json()) as {
  readonly accessToken: string;
  readonly user: { readonly id: string };
};
const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
  readonly sid: string;
};
await using bare = await startChild('bench/server/bare-express.ts', {
  DATABASE_URL: real.DATABASE_URL,
  SESSION_ID: claims.sid,
  USER_ID: user.id,
});

const read = {
  url: `${url}/api/users/me`,
  headers: { authorization: `Bearer ${accessToken}` },
  concurrency: CONCURRENCY,
};
const baseline = { url: `${bare.said['url']}/me`, headers: {}, concurrency: CONCURRENCY };
await measure({ ...read, requests: 2_000 });
await measure({ ...baseline, requests: 2_000 });
const warmMb = await server.residentMb();
// In turns, so that what else the machine does meets both alike.
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const requests = Math.ceil(REQUESTS / ROUNDS);
  rounds.push({ ours: await measure({ ...read, requests }), theirs: await measure({ ...baseline, requests }) });
}
const typical = rounds.toSorted((a, b) => a.ours.p50Ms / a.theirs.p50Ms - b.ours.p50Ms / b.theirs.p50Ms)[ROUNDS >> 1];
if (typical === undefined) throw new TypeError('There is at least one round');
const { ours, theirs } = typical;
const laterMb = await server.residentMb();
const streams = await holdStreams(STREAMS, UNLIMITED);

const number = (value: number, digits = 1) => value.toFixed(digits);
console.log(`start to ready                  ${number(readyMs, 0)} ms, the process itself included`);
console.log(
  `authenticated read              p50 ${number(ours.p50Ms, 2)} ms  p99 ${number(ours.p99Ms, 2)} ms  ${number(ours.perSecond, 0)}/s`,
);
console.log(
  `bare Express, the same queries  p50 ${number(theirs.p50Ms, 2)} ms  p99 ${number(theirs.p99Ms, 2)} ms  ${number(theirs.perSecond, 0)}/s`,
);
console.log(`ratio of p50                    ${number(ours.p50Ms / theirs.p50Ms, 2)} (median of ${ROUNDS} rounds)`);
console.log(`memory over ${REQUESTS} requests      ${number(warmMb)} MB -> ${number(laterMb)} MB`);
console.log(`${streams.open} streams held open          ${number(streams.residentMb)} MB resident`);
