import { join } from 'node:path';
import { writeAtomically } from '../base/write-atomically.ts';
import { requireLoadable } from '../prove/mutant/check-loadable.ts';
import { matchesId } from '../prove/mutant/load-mutants.ts';
import type { RunRequest } from '../run/run-request.ts';
import { createProjectFirewall } from '../scenario/engine/project-firewall.ts';
import { type ExploreOptions, withExplorationSetup } from './exploration-setup.ts';
import { type Counterexample, type Exploration, explore } from './explore.ts';
import { exploreMutants, type MutantExploration } from './explore-mutants.ts';
import { runInLockstep } from './lockstep.ts';
import { createTitle, renderScenario } from './scenario-source.ts';
import { SeededBugs, selectMutants } from './seeded-bug.ts';

/**
 * Explores the API that the configuration describes on its first two targets, or on the two that are named. Each
 * counterexample becomes a scenario file below `out`.
 *
 * @throws PARITY_CANNOT_EXPLORE
 * @param options `mutant` is the id of one that is seeded first
 */
export async function exploreTargets(
  request: RunRequest,
  options: ExploreOptions & { readonly mutant?: string },
): Promise<Exploration> {
  return await withExplorationSetup(request, options, async ({ config, lockstep, exploring, targets }) => {
    const { mutant: id } = options;
    const unmutated = exploring(lockstep);
    if (id === undefined) {
      const found = await explore(unmutated);
      return await saveScenarios(request.out, found, createProjectFirewall(config, request.env));
    }
    const [mutant] = await selectMutants(request.config, config, { what: id, matches: (one) => one === id });
    requireLoadable(mutant === undefined ? [] : [mutant], targets, config);
    const beforeTarget = mutant && (await new SeededBugs(request.config, config).seed(mutant));
    const seeded = exploring({ ...lockstep, ...(beforeTarget && { beforeTarget }) });
    const found = await explore({ ...seeded, command: `${unmutated.command} --mutant ${id}` });
    return await saveScenarios(request.out, found, createProjectFirewall(config, request.env));
  });
}

/**
 * Seeds each mutant of a glob in turn, and counts how many sequences it takes to find it.
 *
 * @throws PARITY_CANNOT_EXPLORE, MutantsMissing and MutantStale
 */
export async function exploreSeeded(
  request: RunRequest,
  options: ExploreOptions & { readonly mutants: string },
): Promise<MutantExploration> {
  return await withExplorationSetup(request, options, async ({ config, lockstep, exploring, targets }) => {
    const { mutants: what, runs, seed } = options;
    const mutants = await selectMutants(request.config, config, { what, matches: (id) => matchesId(id, what) });
    requireLoadable(mutants, targets, config);
    const bugs = new SeededBugs(request.config, config);
    return await exploreMutants({
      ...{ mutants, targets, runs, seed },
      signal: request.signal,
      progress: (line) => request.progress.note(line),
      search: async (mutant) => {
        const seeded = exploring({ ...lockstep, beforeTarget: await bugs.seed(mutant) });
        const command = `${seeded.command} --mutant ${mutant.id}`;
        const found = await explore({ ...seeded, command, most: 1, progress: () => {} });
        return await saveScenarios(join(request.out, mutant.id), found, createProjectFirewall(config, request.env));
      },
      unmutated: (calls) => runInLockstep(calls, { ...lockstep, beforeTarget: () => bugs.leave() }),
    });
  });
}

async function saveScenarios(
  out: string,
  exploration: Exploration,
  firewall: ReturnType<typeof createProjectFirewall>,
): Promise<Exploration> {
  for (const counterexample of exploration.counterexamples) {
    await writeAtomically(
      join(out, 'replayed', `${createFileName(counterexample)}.scenario.ts`),
      firewall.redact(renderScenario(counterexample, 'ultra-parity')),
    );
  }
  return exploration;
}

function createFileName(counterexample: Counterexample): string {
  const name = createTitle(counterexample)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80);
  return `${name}-${counterexample.divergence.id.slice(0, 4)}`;
}
