import type { SetUpRequest, Target, TargetInstance } from 'ultra-parity';
import { POSTGRES_OPTION } from 'ultra-parity/containers';
import { parseConfig, type RealConfig } from '#server/config.ts';
import { type RunningServer, start } from '#server/start.ts';
import { arrangeDatabase, preparePostgres } from './postgres.ts';
import { realEnvironment } from './real-environment.ts';
import { openServerLog } from './server-log.ts';
import { startServer, stopServer } from './start-server.ts';

/** The server in real mode, in this process: Postgres, and the official SDKs over recorded traffic. */
export const realTarget: Target = {
  traffic: 'recorded',
  options: POSTGRES_OPTION,
  requiredWitness: { '/postgres/systemIdentifier': 'present', '/scenariosWitnessed': 'present' },
  prepare: (request) => preparePostgres(request, 'real'),
  setUp: arrangeReal,
};

async function arrangeReal(request: SetUpRequest): Promise<TargetInstance> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await arrangeDatabase(request, { target: 'real' }));
  const config = configFrom(realEnvironment(request, database.url));
  const { logger, audit } = openServerLog();
  const owned = opened.move();
  let server: RunningServer | undefined;
  return {
    facts: { mode: 'real', ...database.facts },
    start: () =>
      startServer(
        () => start(config, { logger }),
        (running) => {
          server = owned.use(running);
        },
      ),
    stop: () => stopServer(server),
    audit: database.withEvents(audit),
    tables: () => database.tables(),
    inspectCommand: () => database.inspectCommand(),
    witness: () => database.witness({ isListening: server !== undefined }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function configFrom(env: Readonly<Record<string, string>>): RealConfig {
  const config = parseConfig(env);
  if (config.mode !== 'real') {
    throw new TypeError('ULTRA_MODE=real gave another mode');
  }
  return config;
}
