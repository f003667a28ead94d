import type { Divergence } from '../evidence/divergence.ts';
import type { ControlResult } from '../evidence/proof.ts';
import { compareControl } from '../judge/control.ts';
import { judge } from '../judge/judge.ts';
import type { MutationBench } from './bench/mutation-bench.ts';
import type { BenignMutant } from './mutant/mutant.ts';
import { type MutantTrial, observeAgain, observeMutant, type UnmutatedRun } from './run-mutant.ts';

/** So many findings of a control are kept: noise is understood from the first of them. */
const MOST_FINDINGS = 50;

/** The code as it is: its targets compared with each other. */
export function checkUnmutated({ verdict }: UnmutatedRun): ControlResult {
  const open = verdict.divergences.filter(({ waiver }) => waiver === undefined);
  const gap = verdict.verdict === 'inconclusive' ? verdict.reasons[0]?.message : undefined;
  return createResult({ id: 'unmutated', title: 'the code as it is' }, open, gap);
}

/** A/A: the code as it is once more, each target compared with itself. */
export async function checkAgain(bench: MutationBench, unmutated: UnmutatedRun): Promise<ControlResult[]> {
  const control = compareControl({ ...unmutated.evidence, control: await observeAgain(bench, unmutated) });
  return bench.targets.map((target) => {
    const own = control?.divergences.filter(({ targets }) => targets[0] === target) ?? [];
    const unpaired = control?.unpaired.find((one) => one.target === target);
    const gap = unpaired === undefined ? undefined : `${unpaired.scenario} left no transcript the second time.`;
    return createResult({ id: `A/A-${target}`, title: `${target} against itself` }, own, gap);
  });
}

/** An edit that changes nothing that matters. */
export async function checkBenign(trial: MutantTrial<BenignMutant>): Promise<ControlResult> {
  const { unmutated, bench, mutant } = trial;
  const { evidence, isLoaded } = await observeMutant(trial, {
    scenarios: bench.matching(mutant.scenario),
    known: [],
    mayChange: (cell) => unmutated.coverage.mayChange(mutant.id, cell),
  });
  const verdict = judge(evidence);
  const open = verdict.divergences.filter(({ waiver }) => waiver === undefined);
  const gap = isLoaded ? verdict.reasons[0]?.message : 'The edited file was never loaded.';
  return createResult(mutant, open, gap);
}

/** @param gap why it cannot be said that there is nothing, where nothing was found */
function createResult(
  { id, title }: Pick<ControlResult, 'id' | 'title'>,
  found: readonly Divergence[],
  gap: string | undefined,
): ControlResult {
  const base = { id, title, divergences: found.length, findings: found.slice(0, MOST_FINDINGS) };
  if (found.length > 0) {
    return { ...base, outcome: 'noisy', why: describeFindings(found) };
  }
  return gap === undefined ? { ...base, outcome: 'quiet' } : { ...base, outcome: 'inconclusive', why: gap };
}

function describeFindings(divergences: readonly Divergence[]): string {
  return divergences
    .slice(0, 5)
    .map(({ scenario, channel, pointer }) => `${scenario}: ${channel} ${pointer}`)
    .join('; ');
}
