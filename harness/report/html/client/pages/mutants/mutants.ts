import type { ProofData as Proof } from '../../../data/proof.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { renderHeads } from '../../elements/long-table.ts';
import { renderScenarioLink } from '../../elements/scenario-link.ts';
import { renderBadge } from '../../elements/verdict.ts';
import type { Report } from '../../load-report.ts';
import type { Page } from '../../page.ts';
import { renderAblation } from './ablation.ts';
import { renderControls } from './controls.ts';
import { renderKillMatrix } from './kill-matrix.ts';
import { renderMutantTable } from './mutant-table.ts';

const TIERS: Readonly<Record<string, string>> = {
  H: 'historical bugs',
  C: 'classes of bugs',
  G: 'values changed where a rule applies',
};

export const mutantsPage: Page = {
  id: 'mutants',
  title: 'Mutants',
  isShown: ({ index }) => index.proof !== null,
  render: renderMutants,
};

function renderMutants(report: Report, query: string) {
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
    h('p', {}, 'A mutant is a bug seeded into the code. It is killed when a scenario shows the expected divergence.'),
    h(
      'table',
      { class: 'matrix', 'aria-label': 'Score by tier' },
      h('thead', {}, h('tr', {}, ...renderHeads(['Tier', 'Killed', 'At least, with 95 % confidence', 'Floor']))),
      h('tbody', {}, ...shown.map(([tier, score]) => renderTier(tier, score, floors[tier] ?? 0))),
    ),
    h(
      'p',
      { class: falsePositives > 0 ? 'note' : 'quiet' },
      `${formatCount(falsePositives, 'false positive')} in ${formatCount(controls.length, 'run')} of benign mutants and A/A checks.`,
    ),
    h(
      'p',
      { class: 'quiet' },
      `Measured on commit ${commit?.slice(0, 12) ?? 'unknown'}, with ${formatCount(scope.scenarios, 'scenario')}${parts.flat().length === 0 ? '' : `, ${parts.flat().join(', ')}`}.`,
    ),
    commit !== run.commit &&
      h('p', { class: 'note' }, `This run is of another commit: ${run.commit?.slice(0, 12) ?? 'unknown'}.`),
    parts.flat().length > 0 &&
      h('p', { class: 'note' }, 'Only a part was run, so the score is not that of the whole suite.'),
    ...reasons.map((reason) => h('p', { class: 'note' }, `Inconclusive: ${reason}`)),
  );
}

function renderTier(tier: string, { total, killed, score, lower95 }: Proof['tiers']['H'], floor: number) {
  const state = score >= floor ? 'equivalent' : 'divergent';
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, tier, h('span', { class: 'id' }, TIERS[tier] ?? '')),
    h('td', { 'data-label': 'Killed' }, renderBadge(state, `${killed} of ${total}`)),
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
    h(
      'summary',
      {},
      `The smallest set of scenarios that kills the same mutants: ${formatCount(smokeSet.length, 'scenario')}`,
    ),
    h('ul', {}, ...smokeSet.map((id) => h('li', {}, renderScenarioLink(report, id)))),
  );
}
