import { join, resolve } from 'node:path';
import { HarnessError } from '../base/harness-error.ts';
import { createSettings, prepareTargets } from '../run/prepare-targets.ts';
import type { RunRequest } from '../run/run-request.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import type { Exploring } from './explore.ts';
import { type LockstepOptions, runInLockstep } from './lockstep.ts';

export interface ExploreOptions {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string;
  readonly newToken: () => string;
  readonly now: () => Date;
}

/** There is no document to make sequences from, or there are no two targets to compare. */
class CannotExplore extends HarnessError {
  readonly code = 'PARITY_CANNOT_EXPLORE';
}

/** Two targets that are prepared, and what is known of the API that they offer. */
export interface ExplorationSetup {
  readonly config: ParityConfig;
  readonly targets: readonly [string, string];
  readonly lockstep: LockstepOptions;
  /** What `explore` is told to run sequences in such a way. */
  exploring(lockstep: LockstepOptions): Exploring;
}

/**
 * Does something with the first two targets of the configuration, or the two that are named.
 *
 * @throws PARITY_CANNOT_EXPLORE
 */
export async function withExplorationSetup<T>(
  request: RunRequest,
  options: ExploreOptions,
  use: (ground: ExplorationSetup) => Promise<T>,
): Promise<T> {
  const config = await loadConfig(request.config);
  const document = await config.coverage?.openapi();
  if (document === undefined) {
    throw new CannotExplore('The configuration names no OpenAPI document, so no call can be made up.', {
      hint: 'Add coverage: { openapi: ... } to it.',
    });
  }
  const names = request.targets ?? Object.keys(config.targets).slice(0, 2);
  await using prepared = await prepareTargets({ ...request, targets: names }, config);
  const [left, right] = prepared.targets.map((target) =>
    createExplorationSettings(request, createSettings(request, config, target), config),
  );
  if (left === undefined || right === undefined || prepared.targets.length !== 2) {
    throw new CannotExplore(`explore needs exactly two targets, got ${names.length}.`, { hint: '--target mock,real' });
  }
  return await use({
    config,
    targets: [left.target, right.target],
    lockstep: { settings: [left, right], rules: config.rules, env: request.env, ...options },
    exploring: (lockstep) => ({
      document,
      ...describeParticipants(config),
      ...options,
      command: `npx parity explore --target ${names.join(',')}`,
      run: (calls) => runInLockstep(calls, lockstep),
      progress: (line) => request.progress.note(line),
      signal: request.signal,
    }),
  });
}

/** No cassette has an answer to a question that was just made up: a stand-in answers, and what it says stays in `out`. */
function createExplorationSettings(
  { out }: RunRequest,
  settings: RunSettings,
  { stubReplies }: ParityConfig,
): RunSettings {
  if (stubReplies === undefined) {
    return settings;
  }
  return { ...settings, llm: 'record-all', upstream: 'echo', cassettes: join(resolve(out), 'cassettes') };
}

/** Without a stand-in, calls that ask a model are left out. */
function describeParticipants({ exploration, coverage, stubReplies }: ParityConfig) {
  const first = exploration?.setup ?? [];
  return {
    first,
    ...(exploration?.lowFrequency && { lowFrequency: exploration.lowFrequency }),
    ...(exploration?.values && { values: exploration.values }),
    people: first.flatMap(({ token }) => (token === undefined ? [] : [token.of])),
    exclude: [
      ...(exploration?.exclude ?? []),
      ...(stubReplies === undefined ? Object.keys(coverage?.providers ?? {}) : []),
    ],
  };
}
