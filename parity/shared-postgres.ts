import { type PostgresServer, startPostgres } from '#containers/postgres/postgres-server.ts';
import { providerNamed } from '#containers/postgres/provider.ts';
import { prepareTemplate, type TemplateDatabase } from '#containers/postgres/template-database.ts';
import type { PrepareRequest } from '#harness/scenario/target.ts';
import { migrate, migrationsKey } from '#server/adapters/database/migrate.ts';

/** One Postgres of a run, migrated once. The targets of the run share it; it stops when the last lets go of it. */
export interface SharedPostgres extends AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly template: TemplateDatabase;
}

interface Held {
  readonly started: Promise<SharedPostgres>;
  holders: number;
}

const byRun = new Map<string, Held>();

/** Starts the Postgres of a run, or takes part in the one that runs. Throws what startPostgres throws. */
export async function holdPostgres(request: PrepareRequest): Promise<SharedPostgres> {
  const held = byRun.get(request.runId) ?? { started: start(request), holders: 0 };
  byRun.set(request.runId, held);
  held.holders += 1;
  const letGo = async (): Promise<void> => {
    held.holders -= 1;
    if (held.holders > 0) return;
    byRun.delete(request.runId);
    await (await held.started)[Symbol.asyncDispose]();
  };
  try {
    const { postgres, template } = await held.started;
    return { postgres, template, [Symbol.asyncDispose]: letGo };
  } catch (error) {
    byRun.delete(request.runId);
    throw error;
  }
}

async function start({ runId, env, options, progress }: PrepareRequest): Promise<SharedPostgres> {
  await using opened = new AsyncDisposableStack();
  const provider = providerNamed(options['postgres']);
  const postgres = opened.use(await startPostgres({ provider, env, runId, progress }));
  const template = await prepareTemplate(postgres.connection, {
    migrate: async (databaseUrl) => void (await migrate(databaseUrl)),
    key: await migrationsKey(),
  });
  const owned = opened.move();
  return { postgres, template, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
