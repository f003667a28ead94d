import { EXIT } from '../base/exit-codes.ts';
import type { Ablation, ControlResult, MutantResult, Proof } from '../evidence/proof.ts';
import { FLOORS } from '../evidence/proof.ts';
import type { RunRequest } from '../run/run-request.ts';
import type { FieldProof } from './generated/prove-fields.ts';
import type { ProveOptions } from './prove-options.ts';
import type { MutantReport } from './run-mutant.ts';
import { scoreTier, smokeSet } from './scoring/score.ts';

export interface ProofParts extends ProveOptions {
  readonly request: Pick<RunRequest, 'source' | 'signal'>;
  readonly reports: readonly MutantReport[];
  readonly fields: FieldProof;
  readonly controls: readonly ControlResult[];
  readonly ablation: Ablation;
  /** How many scenarios were run on the code as it is. */
  readonly scenarios: number;
  /** Files that have changed since they were loaded. */
  readonly changed: readonly string[];
}

/** What the parts come to. */
export function summarise(parts: ProofParts): Proof {
  const { request, only, shard, reports, fields, controls, ablation } = parts;
  const mutants = [...reports.map(({ result }) => result), ...fields.mutants];
  return {
    schema: 'ultra-parity/proof/v1',
    commit: request.source?.commit ?? null,
    scope: {
      mutants: only ?? null,
      shard: shard === undefined ? null : `${shard.index}/${shard.of}`,
      scenarios: parts.scenarios,
    },
    ...computeTotals({ mutants, controls, reasons: findReasons(parts, mutants) }),
    ablation,
    untried: fields.idle,
  };
}

type Results = Pick<Proof, 'mutants' | 'controls' | 'reasons'>;

/** What follows from the results alone. */
export function computeTotals({
  mutants: results,
  controls,
  reasons,
}: Results): Omit<Proof, 'schema' | 'commit' | 'scope' | 'ablation' | 'untried'> {
  const mutants = results.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const seeded = mutants.filter(({ tier }) => tier !== 'G');
  const tiers = { H: scoreTier(mutants, 'H'), C: scoreTier(mutants, 'C'), G: scoreTier(mutants, 'G') };
  const isBelowFloor = (['H', 'C', 'G'] as const).some((tier) => tiers[tier].score < FLOORS[tier]);
  const falsePositives = controls.reduce((sum, { divergences }) => sum + divergences, 0);
  return {
    exitCode:
      reasons.length > 0 ? EXIT.inconclusive : isBelowFloor || falsePositives > 0 ? EXIT.floor : EXIT.equivalent,
    tiers,
    falsePositives,
    controls,
    mutants,
    smokeSet: smokeSet(seeded),
    kills: groupKills(seeded),
    reasons,
  };
}

function findReasons({ request, controls, changed }: ProofParts, mutants: readonly MutantResult[]): string[] {
  const unsure = [...controls, ...mutants].filter(({ outcome }) => outcome === 'inconclusive');
  return [
    ...(request.signal.aborted ? ['The proof was interrupted.'] : []),
    ...(changed.length > 0 ? [`The code changed while it was being proved: ${changed.join(', ')}.`] : []),
    ...unsure.map(({ id, why }) => `${id} is inconclusive: ${why ?? 'the reason is unknown'}`),
  ];
}

function groupKills(mutants: readonly MutantResult[]): Record<string, readonly string[]> {
  const killed = mutants.filter(({ outcome }) => outcome === 'killed');
  const scenarios = [...new Set(killed.flatMap(({ killedBy }) => killedBy))].toSorted();
  return Object.fromEntries(
    scenarios.map((scenario) => [
      scenario,
      killed.filter(({ killedBy }) => killedBy.includes(scenario)).map(({ id }) => id),
    ]),
  );
}
