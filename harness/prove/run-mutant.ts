import type { Evidence } from '../evidence/evidence.ts';
import type { ScenarioIdentity, Transcript } from '../evidence/transcript.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { judge } from '../judge/judge.ts';
import type { Progress } from '../run/progress.ts';
import { formatCell, MutantCoverage, type MutantProbes } from './bench/mutant-coverage.ts';
import type { MutationBench, Observed } from './bench/mutation-bench.ts';
import type { CodeVersion } from './bench/protocol.ts';
import type { CopyBench } from './copies/copy-bench.ts';
import { isCarriedBy, type Mutant } from './mutant/mutant.ts';
import { mutatedSources } from './mutant/mutated-sources.ts';
import { judgeMutant, type MutantJudgement } from './scoring/judge-mutant.ts';

/** How long a scenario may take: on the code as it is, and on a changed version of it in terms of that. */
const PATIENCE = { unmutatedMs: 60_000, leastMs: 30_000, factor: 20 };

/** What the suite saw of the code as it is. */
export interface UnmutatedRun {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  /** Who runs what the mutants change. */
  readonly coverage: MutantCoverage;
  /** The digest of each file of the code, by absolute path. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface UnmutatedRunOptions {
  readonly mutants: readonly MutantProbes[];
  readonly scenarios: readonly ScenarioIdentity[];
  readonly progress: Progress;
}

export async function observeUnmutated(
  bench: MutationBench,
  { scenarios, mutants, progress }: UnmutatedRunOptions,
): Promise<UnmutatedRun> {
  const total = scenarios.length * bench.targets.length;
  let done = 0;
  const { evidence, batches, findCells } = await bench.observe({
    version: { id: 'unmutated', sources: {} },
    scenarios,
    known: [],
    probes: mutants.flatMap(({ probes }) => probes),
    deadlineMs: () => PATIENCE.unmutatedMs,
    onEnded: ({ scenario: { title }, settings: { target } }, durationMs) => {
      done += 1;
      progress.scenario({ target, title, state: 'passed', durationMs, done, total });
    },
  });
  return {
    evidence,
    verdict: judge(evidence),
    coverage: new MutantCoverage(mutants, findCells),
    sources: Object.assign({}, ...batches.map(({ loaded }) => loaded)),
  };
}

/** The code as it is once more, beside the first time. */
export async function observeAgain(bench: MutationBench, unmutated: UnmutatedRun): Promise<Evidence> {
  const { evidence } = await bench.observe({
    version: { id: 'unmutated/control', sources: {} },
    scenarios: unmutated.evidence.manifest.scenarios,
    known: [],
    deadlineMs: () => PATIENCE.unmutatedMs,
  });
  return evidence;
}

/** A change of the code, and what it is tried on. */
export interface MutantTrial<M extends Pick<Mutant, 'id' | 'edits' | 'targets'>> {
  readonly bench: MutationBench;
  readonly copies: CopyBench;
  readonly unmutated: UnmutatedRun;
  /** Whether it takes a copy of the project to put the edits into the code that runs. */
  readonly isInCopy: boolean;
  /** Absolute path of the parity configuration. */
  readonly config: string;
  readonly mutant: M;
}

/** A mutant with what it came to, and the divergences that it was judged by. */
export interface MutantReport extends MutantJudgement {
  readonly scenarios: number;
}

/**
 * Runs the scenarios that are expected to notice a mutant, as far as they run the code that it changes. One that survives
 * them is run on all scenarios that are expected to notice it, and on all others that run that code, to know whether anything would have noticed it.
 */
export async function runMutant(trial: MutantTrial<Mutant>): Promise<MutantReport> {
  const { bench, unmutated, mutant } = trial;
  const scenarios = bench.matching(mutant.expect.scenario);
  const mayChange = (cell: string) => unmutated.coverage.mayChange(mutant.id, cell);
  const first = await observeMutant(trial, { scenarios, known: [], mayChange });
  const judged = judgeObserved(mutant, first);
  const { outcome } = judged.result;
  if (outcome === 'killed' || outcome === 'inconclusive') {
    return { ...judged, scenarios: scenarios.length };
  }
  const all = unmutated.evidence.manifest.scenarios;
  const expected = new Set(scenarios.flatMap(({ id }) => bench.targets.map((target) => formatCell(id, target))));
  const second = await observeMutant(trial, {
    scenarios: all,
    known: first.evidence.transcripts.filter(({ scenario, target }) => mayChange(formatCell(scenario.id, target))),
    mayChange: (cell) => expected.has(cell) || mayChange(cell),
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

export interface ObservationScope {
  readonly scenarios: readonly ScenarioIdentity[];
  /** What an earlier look at the same mutant has shown. */
  readonly known: readonly Transcript[];
  /** Whether the edits may change what a cell does; the others are not run. */
  readonly mayChange?: (cell: string) => boolean;
}

/** What does not run the edits, or is of a target that does not carry them, would do again what it did before. */
export async function observeMutant(
  { bench, copies, unmutated, isInCopy, config, mutant }: MutantTrial<Pick<Mutant, 'id' | 'edits' | 'targets'>>,
  { scenarios, known, mayChange = () => true }: ObservationScope,
): Promise<ObservedMutant> {
  const selected = new Set(scenarios.map(({ id }) => id));
  const carriers = bench.targets.filter((target) => isCarriedBy(mutant, target));
  const { transcripts } = unmutated.evidence;
  const unchanged = transcripts.filter(
    ({ scenario, target }) =>
      selected.has(scenario.id) && !(carriers.includes(target) && mayChange(formatCell(scenario.id, target))),
  );
  const version: CodeVersion = { id: mutant.id, sources: await mutatedSources(mutant, config) };
  if (isInCopy) {
    const request = { ...bench.createRequest({ version, scenarios }), targets: bench.targets };
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
function hasLoaded({ sources }: CodeVersion, { batches }: Observed): boolean {
  const loaded = new Set(batches.flatMap((batch) => Object.keys(batch.loaded)));
  return loaded.size === 0 || Object.keys(sources).every((path) => loaded.has(path));
}

function isSameCell({ scenario, target }: Transcript): (other: Transcript) => boolean {
  return (other) => other.scenario.id === scenario.id && other.target === target;
}
