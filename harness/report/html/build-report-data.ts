import { canonicalise } from '../../compare/canonicalise.ts';
import type { Rule } from '../../compare/rule.ts';
import type { Verdict } from '../../compare/verdict.ts';
import type { Transcript } from '../../observe/transcript.ts';
import { describeWitness } from '../describe-witness.ts';
import { distinctReasons } from '../distinct-reasons.ts';
import type { ReportInput } from '../report-input.ts';
import { reproduceCommand } from '../reproduce.ts';
import { cassettesOf } from './cassettes.ts';
import { describeRule } from './describe-rule.ts';
import { diffSides } from './diff-sides.ts';
import { rawSteps } from './raw-steps.ts';
import type { ReportData, ScenarioData, StepData, VerdictData, ViewData } from './report-data.ts';
import { ValuePool } from './value-pool.ts';

/** Everything that the page shows, computed once, so that the page itself compares nothing. */
export function buildReportData(input: ReportInput): ReportData {
  const { verdict, evidence } = input;
  const { manifest } = evidence;
  const pool = new ValuePool();
  return {
    verdict: withoutValues(verdict),
    reasons: distinctReasons(verdict.reasons),
    run: {
      runId: manifest.runId,
      startedAt: manifest.startedAt,
      durationMs: manifest.durationMs,
      command: manifest.command,
      reference: manifest.reference,
      environment: manifest.environment,
      rules: manifest.rules.map(({ channel, pointer, as }) => ({ channel, pointer, meaning: describeRule(as) })),
    },
    targets: verdict.targets.map(({ name, witness }) => ({ name, witness, summary: describeWitness(witness) })),
    cassettes: cassettesOf(evidence),
    scenarios: scenariosOf(input, pool),
    diffs: Object.fromEntries(verdict.divergences.map((divergence) => [divergence.id, diffSides(divergence)])),
    pool: pool.values,
  };
}

function withoutValues({ reasons: _, divergences, ...rest }: Verdict): VerdictData {
  return { ...rest, divergences: divergences.map(({ left: _left, right: _right, ...place }) => place) };
}

function scenariosOf({ verdict, evidence }: ReportInput, pool: ValuePool): ScenarioData[] {
  const { manifest, transcripts } = evidence;
  const files = new Map(manifest.scenarios.map(({ id, file }) => [id, file]));
  const targets = verdict.targets.map(({ name }) => name);
  const ofScenario = Map.groupBy(transcripts, ({ scenario }) => scenario.id);
  return verdict.scenarios.map(({ id, title }) => ({
    id,
    title,
    file: files.get(id) ?? '',
    command: reproduceCommand(id, manifest.command),
    views: (ofScenario.get(id) ?? [])
      .toSorted((a, b) => targets.indexOf(a.target) - targets.indexOf(b.target))
      .map((transcript) => viewOf(transcript, manifest.rules, pool)),
  }));
}

function viewOf(transcript: Transcript, rules: readonly Rule[], pool: ValuePool): ViewData {
  const pooled = ({ label, channels }: ReturnType<typeof rawSteps>[number]): StepData => ({
    label,
    channels: Object.fromEntries(Object.entries(channels).map(([channel, value]) => [channel, pool.indexOf(value)])),
  });
  return {
    target: transcript.target,
    canonical: canonicalise(transcript, rules).steps.map(pooled),
    raw: rawSteps(transcript).map(pooled),
    faults: transcript.faults,
  };
}
