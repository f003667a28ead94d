import type { ExitCode } from '../base/exit-codes.ts';
import type { Ablation } from '../prove/ablation.ts';
import type { ControlResult } from '../prove/controls.ts';
import type { Tier } from '../prove/mutant.ts';
import type { MutantResult, TierScore } from '../prove/score.ts';

/** How strong the suite is: which seeded bugs it notices. What `prove --json` prints and `proof.json` holds. */
export interface Proof {
  readonly schema: 'ultra-parity/proof/v1';
  readonly exitCode: ExitCode;
  /** The commit that was proved; null where nobody knows. */
  readonly commit: string | null;
  /** What was tried: the glob over the ids of mutants, or null for all; part of the catalogue, or all of it. */
  readonly scope: { readonly mutants: string | null; readonly shard: string | null; readonly scenarios: number };
  readonly tiers: Readonly<Record<Tier, TierScore>>;
  /** Divergences where there must be none: a suite that flags everything also kills everything. */
  readonly falsePositives: number;
  /** Where there must be no divergence, and how many there were. */
  readonly controls: readonly ControlResult[];
  readonly mutants: readonly MutantResult[];
  /** A small set of scenarios that together kill every mutant of the tiers H and C that is killed. */
  readonly smokeSet: readonly string[];
  /** The kill matrix: by scenario, the mutants of the tiers H and C that it kills. */
  readonly kills: Readonly<Record<string, readonly string[]>>;
  readonly ablation: Ablation;
  /** Rules and waivers in whose field nothing could be changed, so that nobody knows how wide they are. */
  readonly untried: readonly string[];
  /** Why the proof is not one, in full sentences. */
  readonly reasons: readonly string[];
}
