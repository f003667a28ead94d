import type { ControlData as Control, ProofData as Proof } from '../../../data/proof.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { renderBadge } from '../../elements/verdict.ts';
import { renderFindingGroups } from '../../findings/finding-groups.ts';
import type { Report } from '../../load-report.ts';

const STATES = { quiet: 'equivalent', noisy: 'divergent', inconclusive: 'inconclusive' } as const;

/** Runs in which nothing was broken. A divergence in one of them is a false positive, and is shown in full. */
export function renderControls(report: Report, { controls }: Proof) {
  const rank = ({ outcome }: Control) => ['noisy', 'inconclusive', 'quiet'].indexOf(outcome);
  return h(
    'section',
    { 'aria-labelledby': 'controls-title' },
    h('h2', { id: 'controls-title' }, 'Benign mutants and A/A checks'),
    h(
      'p',
      { class: 'quiet' },
      'The unchanged code, each target against itself, and edits that change no behaviour. None of them may diverge.',
    ),
    controls.length === 0 && h('p', {}, 'None was run.'),
    ...controls.toSorted((a, b) => rank(a) - rank(b)).map((control) => renderControl(report, control)),
  );
}

function renderControl(report: Report, { id, title, outcome, divergences, findings, why }: Control) {
  const head = [renderBadge(STATES[outcome], outcome), ' ', h('b', {}, id), ` ${title}`];
  if (outcome === 'quiet') {
    return h('p', { class: 'control' }, ...head);
  }
  const left = divergences - findings.length;
  return h(
    'details',
    { class: 'panel', 'data-verdict': STATES[outcome], open: true },
    h('summary', {}, ...head, divergences > 0 ? `: ${formatCount(divergences, 'divergence')}` : ''),
    ...(findings.length === 0 && why !== undefined ? [h('p', {}, why)] : renderFindingGroups(report, findings)),
    left > 0 && h('p', { class: 'quiet' }, `And ${left} more in the evidence of the proof.`),
  );
}
