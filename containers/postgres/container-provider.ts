import { randomBytes } from 'node:crypto';
import { chooseImage } from '../engine/choose-image.ts';
import { configureTestcontainers } from '../engine/configure-testcontainers.ts';
import { tailLog } from '../engine/container-log.ts';
import { createNetwork } from '../engine/container-network.ts';
import type { Engine } from '../engine/engine.ts';
import { findEngine } from '../engine/find-engine.ts';
import { ownLabels } from '../engine/labels.ts';
import { sweepEngine } from '../engine/sweep-engine.ts';
import { PostgresStartFailed } from '../errors/postgres-start-failed.ts';
import { containerFaults } from '../faults/container-faults.ts';
import { freePort } from '../free-port.ts';
import { LOCAL_POSTGRES_IMAGE, pinnedPostgresImage } from '../images/image-names.ts';
import { connectionUrl, describeError } from './connection.ts';
import type { PostgresControl, PrepareProvider, ProviderContext, RunningPostgres } from './provider.ts';
import { localeFlags, postgresMajor, SERVER_SETTINGS, SUPERUSER } from './settings.ts';
import { waitForPostgres } from './wait-for-postgres.ts';

const START_MS = 60_000;
const DATA = '/var/lib/postgresql/data';
const PORT = 5432;
const STOP_S = 20;

/** Postgres in a container: data in memory, ports on 127.0.0.1 when the engine is on this machine. */
export const prepareContainer: PrepareProvider = async (context) => {
  const { env, mayPull, progress } = context;
  const found = await findEngine(env);
  if (!found.found) {
    return { available: false, why: found.why, next: found.next };
  }
  const { engine, version } = found;
  const named = env['PARITY_POSTGRES_IMAGE'];
  const major = postgresMajor(env);
  const official = pinnedPostgresImage().replace(/:\d+/, `:${major}`);
  // The image that is built locally has the binaries of npm, which come in one version.
  const images =
    official === pinnedPostgresImage() ? { named, official, local: LOCAL_POSTGRES_IMAGE } : { named, official };
  const image = await chooseImage(engine, { ...images, mayPull, progress });
  if (!image.found) {
    return { available: false, why: image.why, next: image.next, final: image.final };
  }
  const detail = `engine ${version} at ${engine.url} has ${image.name}. ${image.note}`.trim();
  const digest = image.digest ?? 'not pulled yet';
  return { available: true, detail, start: () => start({ ...context, engine, image: image.name, digest, major }) };
};

interface StartOptions extends ProviderContext {
  readonly engine: Engine;
  readonly image: string;
  readonly digest: string;
  readonly major: number;
}

async function start(options: StartOptions): Promise<RunningPostgres> {
  const { engine, env, image, digest, runId, restartable, progress } = options;
  configureTestcontainers(engine, env);
  const swept = await sweepEngine(engine);
  if (swept > 0) {
    progress(`Removed ${swept} containers and networks that killed runs had left.`);
  }
  await using stack = new AsyncDisposableStack();
  const network = `ultra-parity-${randomBytes(8).toString('hex')}`;
  stack.use(await createNetwork(engine, { name: network, runId }));
  const password = randomBytes(24).toString('hex');
  const container = stack.use(await (await builderFor(options, { password, network })).start());
  const connection = {
    host: container.getHost(),
    port: container.getPort(),
    user: SUPERUSER,
    password,
    database: 'postgres',
  };
  const starting = { id: container.getId(), image, url: connectionUrl(connection) };
  await waitForLogin(engine, starting);
  const owned = stack.move();
  const host = starting.id.slice(0, 12);
  return {
    connection,
    image: `${image} ${digest}`,
    network: { name: network, host, address: container.getIpAddress(network), port: PORT },
    power: restartable ? controlContainer(engine, starting) : null,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** @note What a container has in memory, and a port that the engine chose, are gone when it is stopped. */
async function builderFor(
  { image, major, runId, restartable }: StartOptions,
  { password, network }: { readonly password: string; readonly network: string },
) {
  const { QuietPostgresContainer } = await import('./quiet-postgres-container.ts'); // slow to import
  const builder = new QuietPostgresContainer(image)
    .withUsername(SUPERUSER)
    .withDatabase('postgres')
    .withPassword(password)
    .withEnvironment({
      PGDATA: DATA,
      POSTGRES_INITDB_ARGS: ['--auth-host=scram-sha-256', ...localeFlags(major)].join(' '),
    })
    .withCommand(['postgres', ...SERVER_SETTINGS])
    .withLabels(ownLabels(runId))
    .withNetworkMode(network);
  if (!restartable) {
    return builder.withTmpFs({ [DATA]: 'rw' });
  }
  return builder.withExposedPorts({ container: PORT, host: await freePort() });
}

function controlContainer(engine: Engine, starting: Starting): PostgresControl {
  const container = containerFaults(engine, starting.id);
  return {
    stop: () => container.stop(STOP_S),
    start: async () => {
      await container.start();
      await waitForLogin(engine, starting);
    },
  };
}

interface Starting {
  readonly id: string;
  readonly image: string;
  readonly url: string;
}

/** Waits for a login from outside, and no longer than the container runs. */
async function waitForLogin(engine: Engine, { id, image, url }: Starting): Promise<void> {
  const ready = new AbortController();
  const exited = new AbortController();
  const exit = engine
    .ask({ method: 'POST', path: `/containers/${id}/wait`, timeoutMs: START_MS, signal: ready.signal })
    .then(
      () => exited.abort(new Error('the container exited')),
      (error: unknown) => error, // the login came first, or the time is up, which waitForPostgres reports
    );
  try {
    await waitForPostgres(url, { timeoutMs: START_MS, signal: exited.signal });
  } catch (cause) {
    const log = await tailLog(engine, id);
    throw new PostgresStartFailed(`Postgres in ${image} did not come up: ${describeError(cause)}. ${log}`, { cause });
  } finally {
    ready.abort();
    await exit;
  }
}
