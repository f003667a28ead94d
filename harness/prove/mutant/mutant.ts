import type { ExpectedDivergence, Tier } from '../../evidence/proof.ts';

/**
 * A seeded bug: an exact edit of the code under test, and the divergence that must appear. A suite that does not notice
 * it would not notice the real one.
 */
export interface Mutant {
  readonly id: string;
  readonly title: string;
  /** `H`: a bug that happened. `C`: one of a class of bugs. `G`: generated inside a normaliser or waiver. */
  readonly tier: Tier;
  /** Where it happened, or which class it belongs to. */
  readonly origin: string;
  readonly edits: readonly Edit[];
  /** The targets that carry the bug; all of them when left out. */
  readonly targets?: readonly string[];
  readonly expect: ExpectedDivergence;
}

/** An edit that changes nothing that matters, such as another source of ids: a suite that flags it flags everything. */
export interface BenignMutant extends Omit<Mutant, 'tier' | 'expect'> {
  readonly benign: true;
  /** A glob over the ids of the scenarios that it is run on. */
  readonly scenario: string;
}

export interface Edit {
  /** Relative to the configuration. */
  readonly file: string;
  /** Must occur exactly once: an edit that no longer fits makes the mutant stale, which is an error. */
  readonly find: string;
  readonly replace: string;
}

/** Whether a target carries the bug. */
export function isCarriedBy({ targets }: Pick<Mutant, 'targets'>, target: string): boolean {
  return targets?.includes(target) ?? true;
}

/** Declares a mutant; the identity function, for the types. */
export function defineMutant(mutant: Mutant): Mutant {
  return mutant;
}

/** Declares an edit that must change nothing; the identity function, for the types. */
export function defineBenign(mutant: BenignMutant): BenignMutant {
  return mutant;
}
