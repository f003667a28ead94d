import type { Evidence } from '../evidence/evidence.ts';
import type { ScenarioIdentity, Transcript } from '../evidence/transcript.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { judge } from '../judge/judge.ts';
import type { Progress } from '../run/progress.ts';
import type { MutationBench, Observed } from './bench/mutation-bench.ts';
import type { CodeVersion } from './bench/protocol.ts';
import type { CopyBench } from './copies/copy-bench.ts';
import { judgeMutant, type MutantJudgement } from './judge-mutant.ts';
import { isCarriedBy, type Mutant } from './mutant.ts';
import { mutatedSources } from './mutated-sources.ts';
import { cellOf, type MutantSpots, Reach } from './reach.ts';

/** How long a scenario may take: on the code as it is, and on a changed version of it in terms of that. */
const PATIENCE = { baselineMs: 60_000, leastMs: 30_000, factor: 20 };

/** What the suite saw of the code as it is. */
export interface Baseline {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  /** Who runs what the mutants change. */
  readonly reach: Reach;
  /** The digest of each file of the code, by absolute path. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface BaselineOptions {
  readonly mutants: readonly MutantSpots[];
  readonly scenarios: readonly ScenarioIdentity[];
  readonly progress: Progress;
}

export async function observeBaseline(
  bench: MutationBench,
  { scenarios, mutants, progress }: BaselineOptions,
): Promise<Baseline> {
  const total = scenarios.length * bench.targets.length;
  let done = 0;
  const { evidence, jobs, cellsOf } = await bench.observe({
    version: { id: 'baseline', sources: {} },
    scenarios,
    known: [],
    spots: mutants.flatMap(({ spots }) => spots),
    deadlineMs: () => PATIENCE.baselineMs,
    onEnded: ({ scenario: { title }, settings: { target } }, durationMs) => {
      done += 1;
      progress.scenario({ target, title, state: 'passed', durationMs, done, total });
    },
  });
  return {
    evidence,
    verdict: judge(evidence),
    reach: new Reach(mutants, cellsOf),
    sources: Object.assign({}, ...jobs.map(({ loaded }) => loaded)),
  };
}

/** The code as it is once more, beside the first time. */
export async function observeAgain(bench: MutationBench, baseline: Baseline): Promise<Evidence> {
  const { evidence } = await bench.observe({
    version: { id: 'baseline/control', sources: {} },
    scenarios: baseline.evidence.manifest.scenarios,
    known: [],
    deadlineMs: () => PATIENCE.baselineMs,
  });
  return evidence;
}

/** A change of the code, and what it is tried on. */
export interface Subject<M extends Pick<Mutant, 'id' | 'edits' | 'targets'>> {
  readonly bench: MutationBench;
  readonly copies: CopyBench;
  readonly baseline: Baseline;
  /** Whether it takes a copy of the project to put the edits into the code that runs. */
  readonly isInCopy: boolean;
  /** Absolute path of the parity configuration. */
  readonly config: string;
  readonly mutant: M;
}

/** A mutant with what it came to, and the divergences that it was judged by. */
export interface Tried extends MutantJudgement {
  readonly scenarios: number;
}

/**
 * Runs the scenarios that are foretold to notice a mutant, as far as they run the code that it changes. One that survives
 * them is run on all of the foretold, and on all others that run that code, to know whether anything would have noticed it.
 */
export async function tryMutant(subject: Subject<Mutant>): Promise<Tried> {
  const { bench, baseline, mutant } = subject;
  const scenarios = bench.matching(mutant.expect.scenario);
  const mayChange = (cell: string) => baseline.reach.mayChange(mutant.id, cell);
  const first = await observeMutant(subject, { scenarios, known: [], mayChange });
  const judged = judgeObserved(mutant, first);
  const { outcome } = judged.result;
  if (outcome === 'killed' || outcome === 'inconclusive') {
    return { ...judged, scenarios: scenarios.length };
  }
  const all = baseline.evidence.manifest.scenarios;
  const foretold = new Set(scenarios.flatMap(({ id }) => bench.targets.map((target) => cellOf(id, target))));
  const second = await observeMutant(subject, {
    scenarios: all,
    known: first.evidence.transcripts.filter(({ scenario, target }) => mayChange(cellOf(scenario.id, target))),
    mayChange: (cell) => foretold.has(cell) || mayChange(cell),
  });
  return { ...judgeObserved(mutant, second), scenarios: all.length };
}

interface ObservedMutant {
  readonly evidence: Evidence;
  /** Whether the edits were in the code that ran. */
  readonly isLoaded: boolean;
}

function judgeObserved(mutant: Mutant, { evidence, isLoaded }: ObservedMutant): MutantJudgement {
  const judged = judgeMutant(mutant, judge(evidence));
  if (isLoaded || judged.result.outcome !== 'survived') {
    return judged;
  }
  const why = evidence.manifest.targets.some(({ name }) => isCarriedBy(mutant, name))
    ? 'Nothing that ran has loaded the edited file, so the bug was not there.'
    : `None of these targets carries it: it is seeded in ${mutant.targets?.join(' and ')}.`;
  return { ...judged, result: { ...judged.result, outcome: 'inconclusive', why } };
}

export interface Look {
  readonly scenarios: readonly ScenarioIdentity[];
  /** What an earlier look at the same mutant has shown. */
  readonly known: readonly Transcript[];
  /** Whether the edits may change what a cell does; the others are not run. */
  readonly mayChange?: (cell: string) => boolean;
}

/** What does not run the edits, or is of a target that does not carry them, would do again what it did before. */
export async function observeMutant(
  { bench, copies, baseline, isInCopy, config, mutant }: Subject<Pick<Mutant, 'id' | 'edits' | 'targets'>>,
  { scenarios, known, mayChange = () => true }: Look,
): Promise<ObservedMutant> {
  const selected = new Set(scenarios.map(({ id }) => id));
  const carriers = bench.targets.filter((target) => isCarriedBy(mutant, target));
  const { transcripts } = baseline.evidence;
  const unchanged = transcripts.filter(
    ({ scenario, target }) =>
      selected.has(scenario.id) && !(carriers.includes(target) && mayChange(cellOf(scenario.id, target))),
  );
  const version: CodeVersion = { id: mutant.id, sources: await mutatedSources(mutant, config) };
  if (isInCopy) {
    const request = { ...bench.requestFor({ version, scenarios }), targets: bench.targets };
    const evidence = await copies.observe({ request, version, carriers, known: unchanged });
    return { evidence, isLoaded: carriers.length > 0 };
  }
  const observed = await bench.observe({
    version,
    scenarios,
    known: [...unchanged, ...known.filter((one) => !unchanged.some(isSameCell(one)))],
    deadlineMs: (scenario, target) => {
      const before = transcripts.find((one) => one.scenario.id === scenario && one.target === target);
      return Math.max(PATIENCE.leastMs, PATIENCE.factor * (before?.durationMs ?? 0));
    },
  });
  return { evidence: observed.evidence, isLoaded: carriers.length > 0 && hasLoaded(version, observed) };
}

/** Every edited file; a process that broke down says nothing of what it had loaded. */
function hasLoaded({ sources }: CodeVersion, { jobs }: Observed): boolean {
  const loaded = new Set(jobs.flatMap((job) => Object.keys(job.loaded)));
  return loaded.size === 0 || Object.keys(sources).every((path) => loaded.has(path));
}

function isSameCell({ scenario, target }: Transcript): (other: Transcript) => boolean {
  return (other) => other.scenario.id === scenario.id && other.target === target;
}
