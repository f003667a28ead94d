import { join, matchesGlob } from 'node:path';
import { judge } from '../compare/judge.ts';
import type { Verdict } from '../compare/verdict.ts';
import { EXIT, type ExitCode } from '../errors/exit-codes.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { matchesPointer } from '../observe/pointer.ts';
import { silentProgress } from '../run/progress.ts';
import { collectEvidence, type PreparedTargets, prepareTargets, type RunRequest } from '../run/run-parity.ts';
import { loadConfig } from '../scenario/load-config.ts';
import type { ParityConfig } from '../scenario/parity-config.ts';
import { loadMutants, MutantsMissing } from './load-mutants.ts';
import type { Mutant, Tier } from './mutant.ts';
import { mutantPlugin } from './mutant-plugin.ts';
import { FLOORS, type MutantResult, scoreTier, smokeSet, type TierScore } from './score.ts';

/** How strong the suite is: which seeded bugs it notices. */
export interface Proof {
  readonly schema: 'ultra-parity/proof/v1';
  readonly exitCode: ExitCode;
  readonly tiers: Readonly<Record<Tier, TierScore>>;
  /** Divergences of the code as it is: a suite that flags everything also kills everything. */
  readonly falsePositives: number;
  readonly mutants: readonly MutantResult[];
  readonly smokeSet: readonly string[];
}

/** Runs the suite on the code as it is and then on each mutant. The evidence of each lies below `out`. */
export async function prove(request: RunRequest, only: string | undefined): Promise<Proof> {
  const config = await loadConfig(request.config);
  if (config.mutants === undefined)
    throw new MutantsMissing('The configuration names no folder of mutants.', {
      hint: "Add mutants: 'suites/mutants'.",
    });
  const mutants = await loadMutants(request.config, config.mutants, only);
  const targets = request.targets ?? mutableTargets(config);
  await using prepared = await prepareTargets({ ...request, targets }, config);
  const bench: Bench = { request: { ...request, progress: silentProgress }, config, prepared };

  request.progress.note('the code as it is');
  const baseline = await verdictOn(bench, 'baseline', undefined);
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    if (request.signal.aborted) break;
    const result = judgeMutant(mutant, await verdictOn(bench, mutant.id, mutant));
    results.push(result);
    request.progress.note(`${result.outcome.padEnd(16)} ${mutant.id} ${mutant.title}`);
  }
  const proof = summarise(results, { baseline, isComplete: results.length === mutants.length });
  await writeAtomically(join(request.out, 'proof.json'), `${JSON.stringify(proof, null, 2)}\n`);
  return proof;
}

/** A mutant changes the code as this process loads it; a server in another process would not carry it. */
function mutableTargets({ targets }: ParityConfig): string[] {
  return Object.entries(targets).flatMap(([name, { traffic }]) => (traffic === 'gateway' ? [] : [name]));
}

interface Bench {
  readonly request: RunRequest;
  readonly config: ParityConfig;
  readonly prepared: PreparedTargets;
}

async function verdictOn(
  { request, config, prepared }: Bench,
  name: string,
  mutant: Mutant | undefined,
): Promise<Verdict> {
  const carries = (target: string) => mutant !== undefined && (mutant.targets?.includes(target) ?? true);
  const evidence = await collectEvidence(
    { ...request, out: join(request.out, name) },
    {
      config,
      prepared,
      pluginsFor: (target) => (mutant !== undefined && carries(target) ? [mutantPlugin(mutant, request.config)] : []),
    },
  );
  return judge(evidence);
}

/** A kill counts only where it was foretold: time-outs, crashes and gaps in the evidence prove nothing. */
export function judgeMutant({ id, tier, title, expect }: Mutant, { verdict, divergences }: Verdict): MutantResult {
  const open = divergences.filter(({ waiver }) => waiver === undefined);
  const foretold = open.filter(
    ({ scenario, channel, kind, pointer }) =>
      matchesGlob(scenario, expect.scenario) &&
      channel === expect.channel &&
      kind === expect.kind &&
      matchesPointer(expect.pointer, pointer),
  );
  const killedBy = [...new Set((foretold.length > 0 ? foretold : open).map(({ scenario }) => scenario))].toSorted();
  if (foretold.length > 0) return { id, tier, title, outcome: 'killed', killedBy };
  if (open.length > 0) return { id, tier, title, outcome: 'killed-elsewhere', killedBy };
  return { id, tier, title, outcome: verdict === 'equivalent' ? 'survived' : 'inconclusive', killedBy: [] };
}

interface Baseline {
  readonly baseline: Verdict;
  readonly isComplete: boolean;
}

function summarise(results: readonly MutantResult[], { baseline, isComplete }: Baseline): Proof {
  const tiers = { H: scoreTier(results, 'H'), C: scoreTier(results, 'C'), G: scoreTier(results, 'G') };
  const isBelowFloor = (['H', 'C', 'G'] as const).some((tier) => tiers[tier].score < FLOORS[tier]);
  const isSure =
    isComplete && baseline.verdict !== 'inconclusive' && results.every(({ outcome }) => outcome !== 'inconclusive');
  const falsePositives = baseline.counts.divergences;
  return {
    schema: 'ultra-parity/proof/v1',
    exitCode: !isSure ? EXIT.inconclusive : isBelowFloor || falsePositives > 0 ? EXIT.floor : EXIT.equivalent,
    tiers,
    falsePositives,
    mutants: results,
    smokeSet: smokeSet(results),
  };
}
