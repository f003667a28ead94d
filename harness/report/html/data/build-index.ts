import { listPlayedCassettes } from '../../../evidence/played-cassettes.ts';
import type { Verdict } from '../../../evidence/verdict.ts';
import { describeWitness } from '../../content/describe-witness.ts';
import { groupReasons } from '../../content/group-reasons.ts';
import type { ReportInput } from '../../content/report-input.ts';
import { listChannels } from './channels.ts';
import { listDivergences } from './divergences.ts';
import { summariseDurations } from './durations.ts';
import { listFindings } from './list-findings.ts';
import { summariseProof } from './proof.ts';
import { summariseRun } from './run.ts';
import { listScenarios } from './scenarios.ts';
import { listWaivers } from './waivers.ts';

/** What every view of the page needs: small enough to be read at once, whatever the size of the run. */
export type ReportIndex = ReturnType<typeof buildIndex>;

/** Computed once: the page itself compares nothing. */
export function buildIndex(input: ReportInput) {
  const { verdict, evidence, proof, history = [] } = input;
  const { rows: scenarios, labels } = listScenarios(input);
  return {
    verdict: withoutLists(verdict),
    /** Each target compared with itself; null where that was not tried. */
    control: getControl(verdict),
    reasons: groupReasons(verdict.reasons),
    run: summariseRun(input),
    channels: listChannels(input),
    targets: verdict.targets.map(({ name, witness }) => ({ name, witness, summary: describeWitness(witness) })),
    cassettes: listPlayedCassettes(evidence),
    waivers: listWaivers(input),
    proof: proof === undefined ? null : summariseProof(proof),
    durations: summariseDurations(input),
    history,
    /** The scenario of each divergence that the baseline had and this run has not. */
    fixedIn: mapFixed(input),
    labels,
    scenarios,
    divergences: listDivergences(input),
  };
}

function mapFixed({ verdict, baseline }: ReportInput): Readonly<Record<string, string>> {
  const fixed = new Set(verdict.baseline?.fixed);
  const before = baseline?.divergences ?? [];
  return Object.fromEntries(before.filter(({ id }) => fixed.has(id)).map(({ id, scenario }) => [id, scenario]));
}

function getControl({ control }: Verdict) {
  return control === undefined ? null : { pairs: control.pairs, findings: listFindings(control.divergences) };
}

function withoutLists(verdict: Verdict) {
  const { schema: _s, targets: _t, scenarios: _c, divergences: _d, reasons: _r, control: _n, ...rest } = verdict;
  return rest;
}
