import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { prepareTargets, type RunRequest, settingsFor } from '../run/run-parity.ts';
import { loadConfig } from '../scenario/load-config.ts';
import type { ParityConfig } from '../scenario/parity-config.ts';
import { type Exploration, explore } from './explore.ts';
import { runInLockstep } from './lockstep.ts';
import { scenarioSource, titleOf } from './scenario-source.ts';
import { seedBug } from './seeded-bug.ts';

export interface ExploreOptions {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string;
  /** The id of a mutant that is seeded first. */
  readonly mutant?: string;
  readonly newToken: () => string;
  readonly now: () => Date;
}

/** There is nothing that sequences could be made of, or nobody to compare. */
class CannotExplore extends HarnessError {
  readonly code = 'PARITY_CANNOT_EXPLORE';
}

/**
 * Explores the API that the configuration describes on its first two targets, or on the two that are named. Each
 * counterexample becomes a scenario file below `out`. Throws PARITY_CANNOT_EXPLORE.
 */
export async function exploreTargets(request: RunRequest, options: ExploreOptions): Promise<Exploration> {
  const config = await loadConfig(request.config);
  const document = await config.expects?.openapi();
  if (document === undefined) {
    throw new CannotExplore('The configuration names no OpenAPI document, so no call can be made up.', {
      hint: 'Add expects: { openapi: ... } to it.',
    });
  }
  const names = request.targets ?? Object.keys(config.targets).slice(0, 2);
  await using prepared = await prepareTargets({ ...request, targets: names }, config);
  const [left, right] = prepared.targets.map((target) => settingsFor(request, config, target));
  if (left === undefined || right === undefined || prepared.targets.length !== 2) {
    throw new CannotExplore(`Two targets are compared, and ${names.length} are named.`, { hint: '--target mock,real' });
  }
  const { rules } = config;
  const { env } = request;
  const bug = options.mutant === undefined ? undefined : await seedBug(request.config, config, options.mutant);
  const lockstep = { rules, env, ...options, ...(bug === undefined ? {} : { beforeTarget: bug.use }) };
  const exploration = await explore({
    document,
    ...participants(config),
    ...options,
    command: `npx parity explore --target ${names.join(',')}${options.mutant === undefined ? '' : ` --mutant ${options.mutant}`}`,
    run: (calls) => runInLockstep(calls, { settings: [left, right], ...lockstep }),
    progress: (line) => request.progress.note(line),
    signal: request.signal,
  });
  await saveScenarios(request.out, exploration);
  return exploration;
}

/** Calls that ask a model are left out: no cassette has an answer to a question that nobody recorded. */
function participants({ explores, expects }: ParityConfig) {
  const first = explores?.first ?? [];
  return {
    first,
    people: first.flatMap(({ token }) => (token === undefined ? [] : [token.of])),
    leaveOut: [...(explores?.leaveOut ?? []), ...Object.keys(expects?.providers ?? {})],
  };
}

async function saveScenarios(out: string, { counterexamples }: Exploration): Promise<void> {
  for (const counterexample of counterexamples) {
    const name = titleOf(counterexample)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 80);
    await writeAtomically(
      join(out, 'explored', `${name}-${counterexample.divergence.id.slice(0, 4)}.scenario.ts`),
      scenarioSource(counterexample, 'ultra-parity'),
    );
  }
}
