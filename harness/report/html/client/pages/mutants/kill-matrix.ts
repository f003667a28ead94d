import type { ProofData as Proof } from '../../../data/proof.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { createLongTable } from '../../elements/long-table.ts';
import { renderScenarioLink } from '../../elements/scenario-link.ts';
import type { Report } from '../../load-report.ts';

/**
 * Kill matrix: a row a scenario, the one that kills most first, and a column a bug, those that nothing
 * kills first and the others in the order of the rows. Drawn when it is asked for.
 */
export function renderKillMatrix(report: Report, { mutants, kills }: Proof) {
  const seeded = mutants.filter(({ tier }) => tier !== 'G');
  const rows = Object.entries(kills)
    .map(([scenario, own]) => ({ scenario, own: new Set(own) }))
    .toSorted((a, b) => b.own.size - a.own.size);
  if (rows.length === 0) {
    return null;
  }

  const panel = h('details', { class: 'panel' }, h('summary', {}, describeKills(rows)));
  panel.addEventListener('toggle', () => panel.append(renderMatrix(report, { seeded, rows })), { once: true });
  return panel;
}

function describeKills(rows: readonly { readonly own: ReadonlySet<string> }[]) {
  const pairs = rows.reduce((sum, { own }) => sum + own.size, 0);
  return `Kill matrix: ${formatCount(pairs, 'kill')} by ${formatCount(rows.length, 'scenario')}`;
}

function renderMatrix(
  report: Report,
  {
    seeded,
    rows,
  }: { seeded: Proof['mutants']; rows: readonly { readonly scenario: string; readonly own: ReadonlySet<string> }[] },
) {
  const columns = seeded
    .map(({ id, title, outcome }) => ({
      id,
      title,
      outcome,
      first: rows.findIndex(({ own }) => own.has(id)),
      isAlone: rows.filter(({ own }) => own.has(id)).length === 1,
    }))
    .toSorted((a, b) => a.first - b.first);
  const { table, show } = createLongTable({
    class: 'kills',
    label: 'Kill matrix',
    head: [
      h('th', { scope: 'col' }, 'Scenario'),
      h('th', { scope: 'col', class: 'number' }, 'Kills'),
      ...columns.map(({ id, title, outcome }) =>
        h('th', { scope: 'col', title, 'data-outcome': outcome }, h('span', { class: 'upright' }, id)),
      ),
    ],
    draw: ({ scenario, own }: (typeof rows)[number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, renderScenarioLink(report, scenario)),
        h('td', { class: 'number' }, own.size),
        ...columns.map(({ id, isAlone }) => renderKill(own.has(id), isAlone)),
      ),
  });
  show(rows);
  return h(
    'div',
    { class: 'panel-body' },
    h(
      'p',
      { class: 'quiet' },
      '● kills the mutant, ◆ is the only scenario that kills it. Survivors come first, in red.',
    ),
    h('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': 'Kill matrix, scrolls sideways' }, table),
  );
}

function renderKill(isKilled: boolean, isAlone: boolean) {
  if (!isKilled) {
    return h('td');
  }
  return h(
    'td',
    {},
    h('span', { 'aria-hidden': 'true' }, isAlone ? '◆' : '●'),
    h('span', { class: 'visually-hidden' }, isAlone ? 'kills it, alone' : 'kills it'),
  );
}
