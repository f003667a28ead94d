import type { Verdict } from '../../compare/verdict.ts';
import { withoutIdentifiers } from '../../observe/endpoint.ts';
import { describeWitness } from '../describe-witness.ts';
import { distinctReasons } from '../distinct-reasons.ts';
import type { ReportInput } from '../report-input.ts';
import { reproducePrefix } from '../reproduce.ts';
import { cassettesOf } from './cassettes.ts';
import { describeRule } from './describe-rule.ts';
import { excerptOf } from './diff-sides.ts';
import { problemsAt } from './problems-at.ts';
import type { DivergenceRow, ReportIndex, ScenarioRow, VerdictData } from './report-data.ts';
import { waiversOf } from './waivers.ts';

/** What every view of the page needs, computed once, so that the page itself compares nothing. */
export function buildIndex(input: ReportInput): ReportIndex {
  const { verdict, evidence, proof, history } = input;
  const { manifest } = evidence;
  const labels = new Map<string, number>();
  return {
    verdict: withoutLists(verdict),
    controlPairs: verdict.control?.pairs ?? null,
    reasons: distinctReasons(verdict.reasons),
    run: {
      runId: manifest.runId,
      startedAt: manifest.startedAt,
      durationMs: manifest.durationMs,
      command: manifest.command,
      reproduce: reproducePrefix(manifest.command),
      reference: manifest.reference,
      environment: manifest.environment,
      rules: manifest.rules.map(({ channel, pointer, as }) => ({ channel, pointer, meaning: describeRule(as) })),
    },
    targets: verdict.targets.map(({ name, witness }) => ({ name, witness, summary: describeWitness(witness) })),
    cassettes: cassettesOf(evidence),
    waivers: waiversOf(input),
    proof: proof ?? null,
    history: history ?? [],
    scenarios: rowsOf(input, labels),
    divergences: divergencesOf(input),
    labels: [...labels.keys()],
  };
}

function withoutLists(verdict: Verdict): VerdictData {
  const { schema: _s, targets: _t, scenarios: _c, divergences: _d, reasons: _r, control: _n, ...rest } = verdict;
  return rest;
}

function divergencesOf({ verdict, evidence }: ReportInput): DivergenceRow[] {
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  return verdict.divergences.map((divergence) => {
    const { left: _left, right: _right, ...place } = divergence;
    const problems = problemsAt(divergence, ofScenario.get(divergence.scenario) ?? []);
    return {
      ...place,
      excerpt: excerptOf(divergence),
      ...(Object.keys(problems).length === 0 ? {} : { problems }),
    };
  });
}

function rowsOf({ verdict, evidence }: ReportInput, labels: Map<string, number>): ScenarioRow[] {
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
