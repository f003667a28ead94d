import type { PrepareRequest } from 'ultra-parity';
import { toProviderName } from 'ultra-parity/containers';
import { type MigratedPostgres, startMigrated } from './migrated-postgres.ts';

/** One Postgres of a run, migrated once. The targets of the run share it; it stops when the last lets go of it. */
export type SharedPostgres = MigratedPostgres;

interface Held {
  readonly started: Promise<SharedPostgres>;
  holders: number;
}

const byRun = new Map<string, Held>();

/**
 * Starts the Postgres of a run, or takes part in the one that runs.
 *
 * @throws what startPostgres throws
 */
export async function holdPostgres(request: PrepareRequest): Promise<SharedPostgres> {
  const held = byRun.get(request.runId) ?? { started: start(request), holders: 0 };
  byRun.set(request.runId, held);
  held.holders += 1;
  const letGo = async (): Promise<void> => {
    held.holders -= 1;
    if (held.holders > 0) {
      return;
    }
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

function start({ runId, env, options, progress }: PrepareRequest): Promise<SharedPostgres> {
  return startMigrated({ provider: toProviderName(options['postgres']), env, runId, progress });
}
