import { controlOf } from '../compare/control.ts';
import { judge } from '../compare/judge.ts';
import type { MutationBench } from './bench/mutation-bench.ts';
import type { BenignMutant } from './mutant.ts';
import { type Baseline, observeAgain, observeMutant, type Subject } from './try-mutant.ts';

/** A control: nothing is wrong with the code, so nothing may be found. */
export interface ControlResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'quiet' | 'noisy' | 'inconclusive';
  readonly divergences: number;
  /** The first divergences, or why it is inconclusive. */
  readonly why?: string;
}

/** The code as it is: its targets compared with each other. */
export function baselineControl({ verdict }: Baseline): ControlResult {
  const open = verdict.divergences.filter(({ waiver }) => waiver === undefined);
  const why =
    open.length > 0 ? namesOf(open) : verdict.verdict === 'inconclusive' ? verdict.reasons[0]?.message : undefined;
  return controlResult({ id: 'baseline', title: 'the code as it is' }, open.length, why);
}

/** A/A: the code as it is once more, each target compared with itself. */
export async function againControls(bench: MutationBench, baseline: Baseline): Promise<ControlResult[]> {
  const control = controlOf({ ...baseline.evidence, control: await observeAgain(bench, baseline) });
  return bench.targets.map((target) => {
    const own = control?.divergences.filter(({ targets }) => targets[0] === target) ?? [];
    const unpaired = control?.unpaired.find((one) => one.target === target);
    const why =
      own.length > 0
        ? namesOf(own)
        : unpaired === undefined
          ? undefined
          : `${unpaired.scenario} left no transcript the second time.`;
    return controlResult({ id: `A/A-${target}`, title: `${target} against itself` }, own.length, why);
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
  return controlResult(mutant, open.length, open.length > 0 ? namesOf(open) : gap);
}

function controlResult(
  { id, title }: Pick<ControlResult, 'id' | 'title'>,
  divergences: number,
  why: string | undefined,
): ControlResult {
  if (divergences > 0) return { id, title, outcome: 'noisy', divergences, why: why ?? '' };
  return why === undefined
    ? { id, title, outcome: 'quiet', divergences }
    : { id, title, outcome: 'inconclusive', divergences, why };
}

function namesOf(
  divergences: readonly { readonly scenario: string; readonly channel: string; readonly pointer: string }[],
) {
  return divergences
    .slice(0, 5)
    .map(({ scenario, channel, pointer }) => `${scenario}: ${channel} ${pointer}`)
    .join('; ');
}
