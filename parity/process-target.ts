import type { SetUpRequest, StopResult, Target, TargetInstance } from 'ultra-parity';
import { POSTGRES_OPTION } from 'ultra-parity/containers';
import { arrangeDatabase, preparePostgres } from './postgres.ts';
import { pickAmbient, realEnvironment } from './real-environment.ts';
import { openServerLog } from './server-log.ts';
import { type ServerProcess, spawnServer } from './spawn-server.ts';

/** The server as a person starts it: `node server/main.ts`, told everything by its environment, asking a gateway. */
export const processTarget: Target = {
  traffic: 'gateway',
  options: POSTGRES_OPTION,
  requiredWitness: {
    '/postgres/systemIdentifier': 'present',
    '/scenariosWitnessed': 'present',
    '/processes': 'present',
  },
  prepare: (request) => preparePostgres(request, 'process'),
  setUp: arrangeProcess,
};

/** A process that a signal ended has no exit code. */
const KILLED = -1;

/** Where Node keeps compiled modules, if anywhere: a run starts hundreds of servers. */
function compiledModules({ env }: SetUpRequest): Record<string, string> {
  const folder = env['NODE_COMPILE_CACHE'];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

async function awaitExit(server: ServerProcess | undefined): Promise<StopResult> {
  return { exitCode: (await server?.ended) ?? KILLED };
}

async function arrangeProcess(request: SetUpRequest): Promise<TargetInstance> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await arrangeDatabase(request, { target: 'process' }));
  const env = {
    PATH: request.env['PATH'] ?? '',
    ...compiledModules(request),
    ...pickAmbient(request),
    ...realEnvironment(request, database.url),
    LOG_LEVEL: 'info',
  };
  const { read, audit, stopping } = openServerLog();
  const owned = opened.move();
  let server: ServerProcess | undefined;
  return {
    facts: { mode: 'real', ...database.facts },
    start: async () => {
      server = owned.use(spawnServer(env, read));
      return await server.startResult;
    },
    stop: async () => {
      server?.tellToStop();
      await stopping();
      return { ended: awaitExit(server) };
    },
    audit: database.withEvents(audit),
    tables: () => database.tables(),
    inspectCommand: () => database.inspectCommand(),
    witness: async () => {
      const isListening = (await server?.startResult)?.outcome === 'listening';
      const { facts, faults } = await database.witness({ isListening });
      return { facts: { ...facts, processes: server === undefined ? 0 : 1 }, faults };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
