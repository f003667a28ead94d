import type { ControlData as Control, ProofData as Proof } from '../report-data.ts';
import { findingView } from './divergence-view.ts';
import { countOf, h } from './dom.ts';
import { findingsOf } from './findings.ts';
import { scenarioLink } from './mutants-table.ts';
import type { Report } from './report-store.ts';

const CONTROL_STATES = { quiet: 'equivalent', noisy: 'divergent', inconclusive: 'inconclusive' } as const;
const CONTROL_MARKS = { quiet: '✓', noisy: '✗', inconclusive: '?' };

/** Where nothing was broken, so that nothing may be found; what was found all the same is told in full. */
export function controlsSection(report: Report, { controls }: Proof) {
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
    ...controls.toSorted((a, b) => rank(a) - rank(b)).map((control) => controlView(report, control)),
  );
}

function controlView(report: Report, { id, title, outcome, divergences, findings, why }: Control) {
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
    h('summary', {}, ...head, divergences > 0 ? `: ${countOf(divergences, 'divergence')}` : ''),
    ...(findings.length === 0 && why !== undefined ? [h('p', {}, why)] : findingGroups(report, findings)),
    left > 0 && h('p', { class: 'quiet' }, `And ${left} more in the evidence of the proof.`),
  );
}

/** Findings that are no divergences of the run, below the scenarios that showed them. */
export function findingGroups(report: Report, findings: Control['findings']): readonly Node[] {
  return [...Map.groupBy(findings, ({ scenario }) => scenario)].flatMap(([scenario, own]) => [
    h('p', {}, 'in ', scenarioLink(report, scenario)),
    ...findingsOf(own, ({ excerpt }) => excerpt).map((finding) =>
      findingView(finding, { isExcerpt: true, isOfRun: false }),
    ),
  ]);
}
