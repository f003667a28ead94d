import { randomBytes } from 'node:crypto';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { configureTestcontainers } from '../../containers/engine/configure-testcontainers.ts';
import { findEngine } from '../../containers/engine/find-engine.ts';
import { LOCAL_POSTGRES_IMAGE } from '../../containers/images/image-names.ts';
import { connectionUrl, withClient } from '../../containers/postgres/connection.ts';
import { startPostgres } from '../../containers/postgres/postgres-server.ts';
import { findMedian } from './pace.ts';

export interface Starts {
  readonly oursMs: number;
  readonly defaultsMs: number;
}

/** From the decision to start a container to a login that was let in: ours, and PostgreSqlContainer as it comes. In turns. */
export async function containerStarts(rounds: number): Promise<Starts> {
  const found = await findEngine(process.env);
  if (!found.found) {
    throw new Error(found.why);
  }
  configureTestcontainers(found.engine, process.env);
  const ours: number[] = [];
  const defaults: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(startOurs));
    defaults.push(await timed(startDefault));
  }
  return { oursMs: findMedian(ours), defaultsMs: findMedian(defaults) };
}

async function startOurs(): Promise<AsyncDisposable> {
  const env = { ...process.env, PARITY_POSTGRES_IMAGE: LOCAL_POSTGRES_IMAGE };
  const server = await startPostgres({ provider: 'container', env, runId: randomBytes(5).toString('hex') });
  await withClient(connectionUrl(server.connection), (client) => client.query('select 1'));
  return server;
}

async function startDefault(): Promise<AsyncDisposable> {
  const container = await new PostgreSqlContainer(LOCAL_POSTGRES_IMAGE).start();
  await withClient(container.getConnectionUri(), (client) => client.query('select 1'));
  return container;
}

async function timed(start: () => Promise<AsyncDisposable>): Promise<number> {
  const from = performance.now();
  await using _started = await start();
  return performance.now() - from;
}
