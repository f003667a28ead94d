import { time } from '../channels/time.ts';
import type { Divergence } from '../evidence/divergence.ts';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { Rule } from '../evidence/rule.ts';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import type { Environment } from '../scenario/api/environment.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { observeScenario } from '../scenario/engine/observe-scenario.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import { driveRequests } from './drive-calls.ts';

export interface LockstepOptions {
  /** The two targets, the reference first. */
  readonly settings: readonly [RunSettings, RunSettings];
  readonly rules: readonly Rule[];
  readonly env: Environment;
  readonly now: () => Date;
  readonly newToken: () => string;
  /** Told before each target is run. */
  readonly beforeTarget?: (name: string) => void;
}

/** What one sequence showed. */
export interface LockstepOutcome {
  readonly divergences: readonly Divergence[];
  /** Why it could not be told. */
  readonly faults: readonly EvidenceFault[];
}

const IDENTITY = { id: 'generated/sequence', title: 'a generated sequence', file: 'generated.scenario.ts' };

/**
 * Runs one sequence on both targets, each with a system and data of its own, and compares all but how long it took: a
 * sequence that is run again and again while it shrinks must say the same each time.
 */
export async function runInLockstep(
  calls: readonly GeneratedRequest[],
  options: LockstepOptions,
): Promise<LockstepOutcome> {
  const { settings, rules, env, now, newToken } = options;
  const drive = driveRequests(calls);
  const observe = (target: RunSettings) => {
    options.beforeTarget?.(target.target);
    return observeScenario({ identity: IDENTITY, settings: target, given: {}, drive, env, now, newToken });
  };
  // One after the other: a process replays the traffic of one scenario at a time.
  const left = await observe(settings[0]);
  const right = await observe(settings[1]);
  const divergences = compareTranscripts(left, right, rules).filter(({ channel }) => channel !== time.name);
  return { divergences, faults: [...left.faults, ...right.faults] };
}
