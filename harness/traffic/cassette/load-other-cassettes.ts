import type { Interaction } from './cassette.ts';
import { listCassettes } from './list-cassettes.ts';
import { loadCassette } from './load-cassette.ts';

/** What another scenario recorded. */
export interface OtherCassette {
  readonly scenarioId: string;
  readonly interactions: readonly Interaction[];
}

/** The cassettes of all other scenarios that can be read: where a request may have been recorded under another name. */
export async function loadOtherCassettes(directory: string, scenarioId: string): Promise<readonly OtherCassette[]> {
  const listed = await listCassettes(directory);
  const others = listed.filter(({ status, scenario }) => status === 'valid' && scenario.id !== scenarioId);
  return await Promise.all(
    others.map(async ({ path, scenario }) => ({
      scenarioId: scenario.id,
      interactions: (await loadCassette(path)).interactions,
    })),
  );
}
