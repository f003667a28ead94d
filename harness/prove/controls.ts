import type { Divergence } from '../evidence/divergence.ts';
import type { ControlResult } from '../evidence/proof.ts';
import { compareControl } from '../judge/control.ts';
import { judge } from '../judge/judge.ts';
import type { MutationBench } from './bench/mutation-bench.ts';
import type { BenignMutant } from './mutant.ts';
import { type Baseline, observeAgain, observeMutant, type Subject } from './try-mutant.ts';

/** So many findings of a control are kept: noise is understood from the first of them. */
const MOST_FINDINGS = 50;

/** The code as it is: its targets compared with each other. */
export function baselineControl({ verdict }: Baseline): ControlResult {
  const open = verdict.divergences.filter(({ waiver }) => waiver === undefined);
  const gap = verdict.verdict === 'inconclusive' ? verdict.reasons[0]?.message : undefined;
  return controlResult({ id: 'baseline', title: 'the code as it is' }, open, gap);
}

/** A/A: the code as it is once more, each target compared with itself. */
export async function againControls(bench: MutationBench, baseline: Baseline): Promise<ControlResult[]> {
  const control = compareControl({ ...baseline.evidence, control: await observeAgain(bench, baseline) });
  return bench.targets.map((target) => {
    const own = control?.divergences.filter(({ targets }) => targets[0] === target) ?? [];
    const unpaired = control?.unpaired.find((one) => one.target === target);
    const gap = unpaired === undefined ? undefined : `${unpaired.scenario} left no transcript the second time.`;
    return controlResult({ id: `A/A-${target}`, title: `${target} against itself` }, own, gap);
  });
}

/** An edit that changes nothing that matters. */
export async function benignControl(subject: Subject<BenignMutant>): Promise<ControlResult> {
  const { baseline, bench, mutant } = subject;
  const { evidence, isLoaded } = await observeMutant(subject, {
    scenarios: bench.matching(mutant.scenario),
    known: [],
    mayChange: (cell) => baseline.reach.mayChange(mutant.id, cell),
  });
  const verdict = judge(evidence);
  const open = verdict.divergences.filter(({ waiver }) => waiver === undefined);
  const gap = isLoaded ? verdict.reasons[0]?.message : 'The edited file was never loaded.';
  return controlResult(mutant, open, gap);
}

/** @param gap why it cannot be said that there is nothing, where nothing was found */
function controlResult(
  { id, title }: Pick<ControlResult, 'id' | 'title'>,
  found: readonly Divergence[],
  gap: string | undefined,
): ControlResult {
  const base = { id, title, divergences: found.length, findings: found.slice(0, MOST_FINDINGS) };
  if (found.length > 0) {
    return { ...base, outcome: 'noisy', why: namesOf(found) };
  }
  return gap === undefined ? { ...base, outcome: 'quiet' } : { ...base, outcome: 'inconclusive', why: gap };
}

function namesOf(divergences: readonly Divergence[]): string {
  return divergences
    .slice(0, 5)
    .map(({ scenario, channel, pointer }) => `${scenario}: ${channel} ${pointer}`)
    .join('; ');
}
