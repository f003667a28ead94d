import type { ArrangedTarget, ArrangeRequest, Target } from '#harness/scenario/target.ts';
import { arrangeDatabase, preparePostgres } from './postgres.ts';
import { realEnvironment } from './real-environment.ts';
import { type ServerProcess, spawnServer } from './spawn-server.ts';

/** The server as a person starts it: `node server/main.ts`, told everything by its environment, asking a gateway. */
export const processTarget: Target = {
  traffic: 'gateway',
  prepare: preparePostgres,
  arrange: arrangeProcess,
};

async function arrangeProcess(request: ArrangeRequest): Promise<ArrangedTarget> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await arrangeDatabase(request));
  const env = { PATH: request.env['PATH'] ?? '', ...realEnvironment(request, database.url), LOG_LEVEL: 'info' };
  const owned = opened.move();
  let server: ServerProcess | undefined;
  return {
    facts: { mode: 'real', ...database.facts },
    boot: async () => {
      server = owned.use(spawnServer(env));
      return await server.booted;
    },
    tables: () => database.tables(),
    witness: async () => {
      const isListening = (await server?.booted)?.outcome === 'listening';
      const { facts, faults } = await database.witness({ isListening });
      return { facts: { ...facts, processes: server === undefined ? 0 : 1 }, faults };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
