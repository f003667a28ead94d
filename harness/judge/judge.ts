import { assignUniqueIds, type Divergence } from '../evidence/divergence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { Rule } from '../evidence/rule.ts';
import type { ScenarioIdentity, Transcript } from '../evidence/transcript.ts';
import type { Reason, ScenarioVerdict, Verdict, VerdictWord } from '../evidence/verdict.ts';
import { applyWaivers } from './apply-waivers.ts';
import { compareTranscripts } from './compare-transcripts.ts';
import { compareControl, listControlReasons } from './control.ts';
import { measureCoverage } from './coverage.ts';
import { listCoverageReasons } from './coverage-reasons.ts';
import { listDoubtReasons } from './doubt-reasons.ts';
import { describeScope, listPartReasons } from './run-parts.ts';
import { listStartReasons } from './start-reasons.ts';
import { listTableReasons, showsTablesAlone } from './table-reasons.ts';
import { findUnmetExpectations } from './unmet-expectations.ts';
import { listWitnessReasons } from './witness-reasons.ts';

/**
 * The verdict on a body of evidence. Pure: an auditor who has the evidence gets the same one. A divergence outweighs a
 * gap in the evidence, and a gap outweighs everything that agrees.
 */
export function judge(evidence: Evidence): Verdict {
  const { manifest, transcripts } = evidence;
  const judged = manifest.scenarios.map((scenario) => judgeScenario(scenario, evidence));
  const found = judged.flatMap((scenario) => scenario.divergences);
  const { waivers, scenarios } = manifest;
  const approved = applyWaivers({ waivers, scenarios, divergences: found, asOf: new Date(manifest.startedAt) });
  const { divergences } = approved;
  const open = divergences.filter(isOpen);
  const wrongWaivers = approved.problems.map((problem) => ({ ...problem, scenario: null, target: null }));
  const coverage = measureCoverage(manifest, transcripts);
  const control = compareControl(evidence);
  const noise = control === undefined ? [] : listControlReasons(control);
  const reasons = [
    ...listRunReasons(manifest),
    ...listPartReasons(manifest),
    ...listWitnessReasons(manifest),
    ...wrongWaivers,
    ...judged.flatMap((scenario) => scenario.reasons),
    ...noise,
    ...listCoverageReasons(manifest, coverage),
  ];
  const verdict = chooseWord(open.length, reasons.length);
  return {
    schema: 'ultra-parity/verdict/v1',
    verdict,
    counts: {
      scenarios: manifest.scenarios.length,
      steps: transcripts.reduce((sum, { steps }) => sum + steps.length, 0),
      targets: manifest.targets.length,
      divergences: open.length,
      waived: divergences.length - open.length,
    },
    scope: describeScope(manifest),
    targets: manifest.targets,
    scenarios: judged.map((scenario) => summarise(scenario, open, noise)),
    divergences,
    coverage,
    reasons,
    runId: manifest.runId,
    ...(control === undefined ? {} : { control }),
  };
}

interface JudgedScenario extends Omit<ScenarioVerdict, 'verdict'> {
  readonly divergences: readonly Divergence[];
  readonly reasons: readonly Reason[];
}

function judgeScenario(scenario: ScenarioIdentity, { manifest, transcripts }: Evidence): JudgedScenario {
  const own = manifest.targets.map(({ name }) => ({
    target: name,
    transcript: transcripts.find((one) => one.scenario.id === scenario.id && one.target === name),
  }));
  const found = own.flatMap(({ transcript }) => (transcript === undefined ? [] : [transcript]));
  // What was never started has nothing that could be compared; its fault says why.
  const begun = found.filter(({ steps }) => steps.length > 0);
  const reference = begun.find(({ target }) => target === manifest.reference);
  const others = begun.filter((transcript) => transcript !== reference);

  const divergences = assignUniqueIds([
    ...found.flatMap(findUnmetExpectations),
    ...(reference === undefined ? [] : others.flatMap((other) => comparePair(reference, other, manifest.rules))),
  ]);
  const reasons = [
    ...own.flatMap(({ target, transcript }) =>
      listFaults(transcript).map((fault) => toReason(fault, scenario.id, target)),
    ),
    ...(reference === undefined
      ? []
      : others.flatMap((other) => [
          ...listStartReasons(reference, other),
          ...listTableReasons(reference, other),
          ...listDoubtReasons(reference, other),
        ])),
  ];
  const durationMs = Object.fromEntries(found.map((transcript) => [transcript.target, transcript.durationMs]));
  return { id: scenario.id, title: scenario.title, durationMs, divergences, reasons };
}

function comparePair(left: Transcript, right: Transcript, rules: readonly Rule[]): Divergence[] {
  return showsTablesAlone(left, right)
    ? compareTranscripts({ ...left, tables: null }, { ...right, tables: null }, rules)
    : compareTranscripts(left, right, rules);
}

function listFaults(transcript: Transcript | undefined): readonly EvidenceFault[] {
  if (transcript === undefined) {
    return [NO_TRANSCRIPT];
  }
  const { steps, faults } = transcript;
  return steps.length === 0 && faults.length === 0 ? [NO_STEP] : faults;
}

/** A scenario that disagrees with itself is not equivalent, even where the targets agree this once. */
function summarise(
  { id, title, durationMs, reasons }: JudgedScenario,
  open: readonly Divergence[],
  noise: readonly Reason[],
): ScenarioVerdict {
  const [own, noisy] = [open, noise].map((all) => all.filter(({ scenario }) => scenario === id).length);
  return { id, title, verdict: chooseWord(own ?? 0, reasons.length + (noisy ?? 0)), durationMs };
}

function isOpen({ waiver }: Divergence): boolean {
  return waiver === undefined;
}

const NO_TRANSCRIPT: EvidenceFault = {
  code: 'transcript_missing',
  message: 'The scenario left no transcript on this target: it was skipped, or it was interrupted.',
  hint: 'Run it again: npx parity run --scenario <id>. A skipped scenario counts as not run.',
};

const NO_STEP: EvidenceFault = {
  code: 'nothing_observed',
  message: 'The transcript holds no step, so nothing was observed.',
  hint: 'Run it again: npx parity run --scenario <id>.',
};

/** What a run as a whole could not show, however well each scenario went. */
function listRunReasons({ scenarios, targets, faults }: RunManifest): Reason[] {
  const reasons = faults.map((fault) => toReason(fault, null, null));
  if (scenarios.length === 0) {
    const message = 'No scenario was run, so nothing is known.';
    reasons.push({
      code: 'no_scenarios',
      scenario: null,
      target: null,
      message,
      hint: 'Check --scenario and the scenario folder.',
    });
  }
  if (targets.length < 2) {
    const message = `Only ${targets.length} target was run, so nothing was compared.`;
    reasons.push({
      code: 'nothing_compared',
      scenario: null,
      target: null,
      message,
      hint: 'Name two or more: --target mock,real.',
    });
  }
  return reasons;
}

function toReason(fault: EvidenceFault, scenario: string | null, target: string | null): Reason {
  return { ...fault, scenario, target };
}

function chooseWord(divergences: number, gaps: number): VerdictWord {
  if (divergences > 0) {
    return 'divergent';
  }
  return gaps > 0 ? 'inconclusive' : 'equivalent';
}
