import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PostgresStartFailed } from '../errors/postgres-start-failed.ts';
import { connectionUrl } from './connection.ts';
import { type Account, postgresAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { makeClusterFolder, sweepClusterFolders } from './embedded/cluster-folder.ts';
import { type Postmaster, spawnPostmaster } from './embedded/postmaster.ts';
import { runTool } from './embedded/run-tool.ts';
import { ensureSeed } from './embedded/seed.ts';
import type { PostgresControl, PrepareProvider, ProviderContext, RunningPostgres } from './provider.ts';
import { postgresMajor, SUPERUSER } from './settings.ts';
import { waitForPostgres } from './wait-for-postgres.ts';

const START_MS = 30_000;
const ATTEMPTS = 3;
const NEXT = 'Run `npm install` with optional dependencies, on Linux or macOS with x64 or arm64.';

/** The real Postgres binaries of npm, spawned directly: 127.0.0.1 only, scram, data that is gone when it stops. */
export const prepareEmbedded: PrepareProvider = async (context) => {
  const account = postgresAccount();
  if (account === undefined) {
    const why = 'Postgres does not run as root, and /etc/passwd has no account "nobody" to run it.';
    return { available: false, why, next: 'Run as another user than root.' };
  }
  const binaries = await findBinaries(account);
  if (!binaries.usable) {
    return { available: false, why: binaries.why, next: NEXT };
  }
  if (!binaries.version.startsWith(`${postgresMajor(context.env)}.`)) {
    const why = `The binaries of npm are version ${binaries.version}, and PARITY_POSTGRES_VERSION asks for another.`;
    return { available: false, why, next: 'Use a container engine that has or can pull the image of that version.' };
  }
  const detail = `the binaries of npm run, version ${binaries.version}.`;
  return { available: true, detail, start: () => start({ ...context, ...binaries, account }) };
};

interface StartOptions extends ProviderContext {
  readonly account: Account;
  readonly folder: string;
  readonly packageVersion: string;
}

async function start(options: StartOptions): Promise<RunningPostgres> {
  const { account, progress } = options;
  const swept = await sweepClusterFolders(account);
  if (swept > 0) {
    progress(`Removed ${swept} folders of Postgres that killed runs had left.`);
  }
  const seed = await ensureSeed(options);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startCluster(options, seed);
    } catch (error) {
      const portTaken = error instanceof PostgresStartFailed && error.message.includes('could not bind');
      if (!portTaken || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function startCluster(options: StartOptions, seed: string): Promise<RunningPostgres> {
  const { runId, account, folder, restartable } = options;
  await using stack = new AsyncDisposableStack();
  const cluster = await makeClusterFolder(runId, account);
  stack.defer(() => rm(cluster, { recursive: true, force: true }));
  const data = join(cluster, 'data');
  await must({ file: 'cp', args: ['-a', seed, data], account });
  const password = randomBytes(24).toString('hex');
  const input = `alter role ${SUPERUSER} password '${password}'\n`;
  const single = ['--single', '-D', data, '-c', 'fsync=off', 'postgres'];
  await must({ file: join(folder, 'bin/postgres'), args: single, account, input });
  const spawnOptions = { cluster, binaries: folder, account };
  const first = stack.use(await spawnPostmaster(spawnOptions));
  const connection = { host: '127.0.0.1', port: first.port, user: SUPERUSER, password, database: 'postgres' };
  const isUp = ({ ended }: Postmaster) =>
    waitForPostgres(connectionUrl(connection), { timeoutMs: START_MS, signal: ended });
  await isUp(first);
  const owned = stack.move();
  let running = first;
  const power: PostgresControl = {
    stop: () => running.stop(),
    start: async () => {
      running = owned.use(await spawnPostmaster({ ...spawnOptions, port: first.port }));
      await isUp(running);
    },
  };
  return {
    connection,
    image: null,
    network: null,
    power: restartable ? power : null,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function must(run: Parameters<typeof runTool>[0]): Promise<void> {
  const { succeeded, output } = await runTool(run);
  if (!succeeded) {
    throw new PostgresStartFailed(`${run.file} failed: ${output}`);
  }
}
