import { performance } from 'node:perf_hooks';
import { EXIT, type ExitCode } from '../base/exit-codes.ts';
import { isCarriedBy, type Mutant } from '../prove/mutant/mutant.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import type { Counterexample, Exploration } from './explore.ts';
import type { LockstepOutcome } from './lockstep.ts';

/** What `parity explore --mutants GLOB --json` prints. */
export interface MutantExploration {
  readonly schema: 'ultra-parity/exploration-of-mutants/v1';
  readonly exitCode: ExitCode;
  /** So many sequences were run at most for each mutant. */
  readonly runs: number;
  readonly seed: number;
  readonly found: number;
  /** Mutants that were looked for: those that both targets carry are alike on both, and no comparison shows them. */
  readonly of: number;
  /** Of all runs, those that shrank a finding too. */
  readonly sequencesPerSecond: number;
  readonly mutants: readonly ExploredMutant[];
}

interface ExploredMutant {
  readonly id: string;
  readonly title: string;
  /**
   * `on-both`: it was not looked for. `unclear`: a sequence could not be judged before any showed it, or the code as it is
   * differs on that sequence too.
   */
  readonly outcome: 'found' | 'not-found' | 'on-both' | 'unclear';
  /** Sequences until one showed it, or all that were run. */
  readonly sequences: number;
  readonly seconds: number;
  readonly counterexample?: Counterexample;
  readonly why?: string;
}

export interface ExploringMutants {
  readonly mutants: readonly Mutant[];
  readonly targets: readonly [string, string];
  readonly runs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
  /** Looks for one divergence with the mutant seeded. */
  readonly search: (mutant: Mutant) => Promise<Exploration>;
  /** What a sequence shows without any mutant. */
  readonly unmutated: (calls: readonly GeneratedRequest[]) => Promise<LockstepOutcome>;
}

/** Counts for each mutant how many sequences it takes to find it. */
export async function exploreMutants(exploring: ExploringMutants): Promise<MutantExploration> {
  const { mutants, runs, seed, signal } = exploring;
  const startedMs = performance.now();
  const explored: ExploredMutant[] = [];
  for (const mutant of mutants) {
    if (!signal.aborted) {
      explored.push(await exploreMutant(mutant, exploring));
    }
  }
  const lookedFor = explored.filter(({ outcome }) => outcome !== 'on-both');
  const isWhole = explored.length === mutants.length && explored.every(({ outcome }) => outcome !== 'unclear');
  const sequences = lookedFor.reduce((sum, one) => sum + one.sequences, 0);
  return {
    schema: 'ultra-parity/exploration-of-mutants/v1',
    exitCode: isWhole ? EXIT.equivalent : EXIT.inconclusive,
    runs,
    seed,
    found: lookedFor.filter(({ outcome }) => outcome === 'found').length,
    of: lookedFor.length,
    sequencesPerSecond: Math.round((sequences / ((performance.now() - startedMs) / 1_000)) * 100) / 100,
    mutants: explored,
  };
}

async function exploreMutant(mutant: Mutant, exploring: ExploringMutants): Promise<ExploredMutant> {
  const { id, title } = mutant;
  if (exploring.targets.every((target) => isCarriedBy(mutant, target))) {
    return { id, title, outcome: 'on-both', sequences: 0, seconds: 0 };
  }
  const startedMs = performance.now();
  const exploration = await exploring.search(mutant);
  const judged = await judge(exploration, exploring);
  const [counterexample] = exploration.counterexamples;
  const explored = {
    ...{ id, title },
    ...judged,
    sequences: counterexample?.after ?? exploration.runs,
    seconds: Math.round((performance.now() - startedMs) / 100) / 10,
    ...(counterexample === undefined ? {} : { counterexample }),
  };
  exploring.progress(
    `${id} ${explored.outcome} after ${explored.sequences} sequences, ${explored.seconds} s: ${title}`,
  );
  return explored;
}

/** A finding is one only where the code as it is does not show it. */
async function judge(
  { counterexamples, faults }: Exploration,
  { unmutated, signal }: ExploringMutants,
): Promise<Pick<ExploredMutant, 'outcome' | 'why'>> {
  const [counterexample] = counterexamples;
  const [fault] = faults;
  if (counterexample === undefined) {
    if (signal.aborted) {
      return { outcome: 'unclear', why: 'It was interrupted.' };
    }
    return fault === undefined ? { outcome: 'not-found' } : { outcome: 'unclear', why: fault.message };
  }
  const [other] = (await unmutated(counterexample.steps)).divergences;
  if (other === undefined) {
    return { outcome: 'found' };
  }
  return {
    outcome: 'unclear',
    why: `The code as it is differs there too: ${other.step}, ${other.channel}${other.pointer}.`,
  };
}
