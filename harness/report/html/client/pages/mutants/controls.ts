import type { ControlData as Control, ProofData as Proof } from '../../../data/report-data.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { groupFindings } from '../../findings/findings.ts';
import type { Report } from '../../load-report.ts';
import { renderFinding } from '../../overview/divergence-list.ts';
import { renderScenarioLink } from './mutant-table.ts';

const CONTROL_STATES = { quiet: 'equivalent', noisy: 'divergent', inconclusive: 'inconclusive' } as const;
const CONTROL_MARKS = { quiet: '✓', noisy: '✗', inconclusive: '?' };

/** Where nothing was broken, so that nothing may be found; what was found all the same is told in full. */
export function renderControls(report: Report, { controls }: Proof) {
  const rank = ({ outcome }: Control) => ['noisy', 'inconclusive', 'quiet'].indexOf(outcome);
  return h(
    'section',
    { 'aria-labelledby': 'controls-title' },
    h('h2', { id: 'controls-title' }, 'Controls, where nothing was broken'),
    h(
      'p',
      { class: 'quiet' },
      'The code as it is, each target against itself (A/A), and edits that change nothing that matters. A suite that flags these flags everything.',
    ),
    controls.length === 0 && h('p', {}, 'None was run.'),
    ...controls.toSorted((a, b) => rank(a) - rank(b)).map((control) => renderControl(report, control)),
  );
}

function renderControl(report: Report, { id, title, outcome, divergences, findings, why }: Control) {
  const head = [
    h('span', { class: 'badge', 'data-verdict': CONTROL_STATES[outcome] }, `${CONTROL_MARKS[outcome]} ${outcome}`),
    ' ',
    h('b', {}, id),
    ` ${title}`,
  ];
  if (outcome === 'quiet') {
    return h('p', { class: 'control' }, ...head);
  }
  const left = divergences - findings.length;
  return h(
    'details',
    { class: 'panel', 'data-verdict': CONTROL_STATES[outcome], open: true },
    h('summary', {}, ...head, divergences > 0 ? `: ${formatCount(divergences, 'divergence')}` : ''),
    ...(findings.length === 0 && why !== undefined ? [h('p', {}, why)] : renderFindingGroups(report, findings)),
    left > 0 && h('p', { class: 'quiet' }, `And ${left} more in the evidence of the proof.`),
  );
}

/** Findings that are no divergences of the run, below the scenarios that showed them. */
export function renderFindingGroups(report: Report, findings: Control['findings']): readonly Node[] {
  return [...Map.groupBy(findings, ({ scenario }) => scenario)].flatMap(([scenario, own]) => [
    h('p', {}, 'in ', renderScenarioLink(report, scenario)),
    ...groupFindings(own, ({ excerpt }) => excerpt).map((finding) =>
      renderFinding(finding, { isExcerpt: true, isOfRun: false }),
    ),
  ]);
}
