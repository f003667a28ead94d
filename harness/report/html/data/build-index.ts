import { withoutIdentifiers } from '../../../evidence/endpoint.ts';
import { playedCassettes } from '../../../evidence/played-cassettes.ts';
import type { Proof } from '../../../evidence/proof.ts';
import type { Verdict } from '../../../evidence/verdict.ts';
import { FLOORS } from '../../../prove/score.ts';
import { describeWitness } from '../../content/describe-witness.ts';
import { groupReasons } from '../../content/group-reasons.ts';
import { getReproducePrefix } from '../../content/reproduce-command.ts';
import type { ReportInput } from '../../report-input.ts';
import { describeRule } from './describe-rule.ts';
import { diffExcerpt } from './diff-sides.ts';
import { findCallSubject } from './find-call-subject.ts';
import { findProblems } from './find-problems.ts';
import { listFindings } from './list-findings.ts';
import { listWaivers } from './list-waivers.ts';
import type { DivergenceRow, ProofData, ReportIndex, ScenarioRow, VerdictData } from './report-data.ts';

/** What every view of the page needs, computed once, so that the page itself compares nothing. */
export function buildIndex(input: ReportInput): ReportIndex {
  const { verdict, evidence, proof, history } = input;
  const { manifest } = evidence;
  const labels = new Map<string, number>();
  return {
    verdict: withoutLists(verdict),
    control: getControl(verdict),
    reasons: groupReasons(verdict.reasons),
    run: {
      runId: manifest.runId,
      startedAt: manifest.startedAt,
      durationMs: manifest.durationMs,
      command: manifest.command,
      reproduce: getReproducePrefix(manifest.command),
      reference: manifest.reference,
      commit: manifest.source?.commit ?? null,
      environment: manifest.environment,
      rules: manifest.rules.map(({ channel, pointer, as }) => ({ channel, pointer, meaning: describeRule(as) })),
    },
    targets: verdict.targets.map(({ name, witness }) => ({ name, witness, summary: describeWitness(witness) })),
    cassettes: playedCassettes(evidence),
    waivers: listWaivers(input),
    proof: proof === undefined ? null : withFindings(proof),
    history: history ?? [],
    fixedIn: mapFixed(input),
    scenarios: listScenarios(input, labels),
    divergences: listDivergences(input),
    labels: [...labels.keys()],
  };
}

function mapFixed({ verdict, baseline }: ReportInput): ReportIndex['fixedIn'] {
  const fixed = new Set(verdict.baseline?.fixed);
  const before = baseline?.divergences ?? [];
  return Object.fromEntries(before.filter(({ id }) => fixed.has(id)).map(({ id, scenario }) => [id, scenario]));
}

function getControl({ control }: Verdict): ReportIndex['control'] {
  return control === undefined ? null : { pairs: control.pairs, findings: listFindings(control.divergences) };
}

function withFindings(proof: Proof): ProofData {
  return {
    ...proof,
    floors: FLOORS,
    controls: proof.controls.map((control) => ({ ...control, findings: listFindings(control.findings) })),
  };
}

function withoutLists(verdict: Verdict): VerdictData {
  const { schema: _s, targets: _t, scenarios: _c, divergences: _d, reasons: _r, control: _n, ...rest } = verdict;
  return rest;
}

function listDivergences({ verdict, evidence }: ReportInput): DivergenceRow[] {
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  return verdict.divergences.map((divergence) => {
    const { left: _left, right: _right, ...place } = divergence;
    const transcripts = ofScenario.get(divergence.scenario) ?? [];
    const problems = findProblems(divergence, transcripts);
    const subject = findCallSubject(divergence, transcripts);
    return {
      ...place,
      excerpt: diffExcerpt(divergence),
      ...(subject === undefined ? {} : { subject }),
      ...(Object.keys(problems).length === 0 ? {} : { problems }),
    };
  });
}

function listScenarios({ verdict, evidence }: ReportInput, labels: Map<string, number>): ScenarioRow[] {
  const files = new Map(evidence.manifest.scenarios.map(({ id, file }) => [id, file]));
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  const noisy = Map.groupBy(verdict.control?.divergences ?? [], ({ scenario }) => scenario);
  const indexOf = (label: string) => {
    const index = labels.get(label) ?? labels.size;
    labels.set(label, index);
    return index;
  };
  return verdict.scenarios.map((scenario) => {
    const steps = (ofScenario.get(scenario.id) ?? []).flatMap((transcript) => transcript.steps);
    const own = [...new Set(steps.map(({ label }) => indexOf(withoutIdentifiers(label))))];
    const flaky = [...new Set((noisy.get(scenario.id) ?? []).map(({ targets: [target] }) => target))];
    return { ...scenario, file: files.get(scenario.id) ?? '', labels: own, flaky };
  });
}
