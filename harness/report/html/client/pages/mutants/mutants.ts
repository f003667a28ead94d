import type { ProofData as Proof } from '../../../data/report-data.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { renderHeads } from '../../elements/long-table.ts';
import type { Report } from '../../load-report.ts';
import { renderAblation } from './ablation.ts';
import { renderControls } from './controls.ts';
import { renderKillMatrix } from './kill-matrix.ts';
import { renderMutantTable, renderScenarioLink } from './mutant-table.ts';

const TIERS = {
  H: 'bugs that have happened',
  C: 'bugs of common classes',
  G: 'values changed inside what a rule lets vary',
} as Readonly<Record<string, string>>;

export function renderMutants(report: Report, query: string) {
  const { proof } = report.index;
  if (proof === null) {
    return [];
  }
  return [
    renderTiers(report, proof),
    renderMutantTable(report, { proof, query }),
    renderKillMatrix(report, proof),
    renderSmokeSet(report, proof),
    ...renderAblation(report, proof),
    renderControls(report, proof),
  ];
}

function renderTiers(
  { index: { run } }: Report,
  { tiers, floors, falsePositives, controls, scope, commit, reasons }: Proof,
) {
  const shown = Object.entries(tiers).filter(([, { total }]) => total > 0);
  const parts = [
    scope.mutants === null ? [] : `only ${scope.mutants}`,
    scope.shard === null ? [] : `part ${scope.shard}`,
  ];
  return h(
    'section',
    {},
    h(
      'p',
      {},
      'Bugs are seeded into the code, one at a time. A bug is killed when the scenario that should notice it shows the divergence that was foretold.',
    ),
    h(
      'table',
      { class: 'matrix', 'aria-label': 'Score by tier' },
      h('thead', {}, h('tr', {}, ...renderHeads(['Tier', 'Killed', 'At least, with 95 % confidence', 'Floor']))),
      h('tbody', {}, ...shown.map(([tier, score]) => renderTier(tier, score, floors[tier] ?? 0))),
    ),
    h(
      'p',
      { class: falsePositives > 0 ? 'note' : 'quiet' },
      `${formatCount(falsePositives, 'false positive')} in ${formatCount(controls.length, 'control')}, where nothing was broken.`,
    ),
    h(
      'p',
      { class: 'quiet' },
      `Proved on commit ${commit?.slice(0, 12) ?? 'unknown'}, with ${formatCount(scope.scenarios, 'scenario')}${parts.flat().length === 0 ? '' : `, ${parts.flat().join(', ')}`}.`,
    ),
    commit !== run.commit &&
      h('p', { class: 'note' }, `This run is of another commit: ${run.commit?.slice(0, 12) ?? 'unknown'}.`),
    parts.flat().length > 0 && h('p', { class: 'note' }, 'What was not tried may live: this is no proof of the whole.'),
    ...reasons.map((reason) => h('p', { class: 'note' }, `Inconclusive: ${reason}`)),
  );
}

function renderTier(tier: string, { total, killed, score, lower95 }: Proof['tiers']['H'], floor: number) {
  const state = score >= floor ? 'equivalent' : 'divergent';
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, tier, h('span', { class: 'id' }, TIERS[tier] ?? '')),
    h(
      'td',
      { 'data-label': 'Killed' },
      h(
        'span',
        { class: 'badge', 'data-verdict': state },
        `${state === 'equivalent' ? '✓' : '✗'} ${killed} of ${total}`,
      ),
    ),
    h('td', { 'data-label': 'At least' }, `${Math.round(lower95 * 100)} %`),
    h('td', { 'data-label': 'Floor' }, `${Math.round(floor * 100)} %`),
  );
}

function renderSmokeSet(report: Report, { smokeSet }: Proof) {
  if (smokeSet.length === 0) {
    return null;
  }
  return h(
    'details',
    { class: 'panel' },
    h('summary', {}, `The smallest set found that kills every killed bug: ${formatCount(smokeSet.length, 'scenario')}`),
    h('ul', {}, ...smokeSet.map((id) => h('li', {}, renderScenarioLink(report, id)))),
  );
}
