import { countOf, h } from './dom.js';
import { longTable } from './long-table.js';
import { scenarioLink } from './mutants-table.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('../report-data.ts').ProofData} Proof
 */

/**
 * Which scenario kills which bug: a row a scenario, the one that kills most first, and a column a bug, those that nothing
 * kills first and the others in the order of the rows. Drawn when it is asked for.
 *
 * @param {Report} report
 * @param {Proof} proof
 */
export function killMatrix(report, { mutants, kills }) {
  const seeded = mutants.filter(({ tier }) => tier !== 'G');
  const rows = Object.entries(kills)
    .map(([scenario, own]) => ({ scenario, own: new Set(own) }))
    .toSorted((a, b) => b.own.size - a.own.size);
  if (rows.length === 0) {
    return null;
  }

  const panel = h('details', { class: 'panel' }, h('summary', {}, summaryOf(rows)));
  panel.addEventListener('toggle', () => panel.append(matrixOf(report, { seeded, rows })), { once: true });
  return panel;
}

/** @param {readonly { readonly own: ReadonlySet<string> }[]} rows */
function summaryOf(rows) {
  const pairs = rows.reduce((sum, { own }) => sum + own.size, 0);
  return `Which scenario kills which bug: ${countOf(pairs, 'kill')} by ${countOf(rows.length, 'scenario')}`;
}

/**
 * @param {Report} report
 * @param {object} parts
 * @param {Proof['mutants']} parts.seeded
 * @param {readonly { readonly scenario: string, readonly own: ReadonlySet<string> }[]} parts.rows
 */
function matrixOf(report, { seeded, rows }) {
  const columns = seeded
    .map(({ id, title, outcome }) => ({
      id,
      title,
      outcome,
      first: rows.findIndex(({ own }) => own.has(id)),
      isAlone: rows.filter(({ own }) => own.has(id)).length === 1,
    }))
    .toSorted((a, b) => a.first - b.first);
  const { table, show } = longTable({
    class: 'kills',
    label: 'Which scenario kills which bug',
    head: [
      h('th', { scope: 'col' }, 'Scenario'),
      h('th', { scope: 'col', class: 'number' }, 'Kills'),
      ...columns.map(({ id, title, outcome }) =>
        h('th', { scope: 'col', title, 'data-outcome': outcome }, h('span', { class: 'upright' }, id)),
      ),
    ],
    draw: (/** @type {(typeof rows)[number]} */ { scenario, own }) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, scenarioLink(report, scenario)),
        h('td', { class: 'number' }, own.size),
        ...columns.map(({ id, isAlone }) => killCell(own.has(id), isAlone)),
      ),
  });
  show(rows);
  return h(
    'div',
    { class: 'panel-body' },
    h(
      'p',
      { class: 'quiet' },
      '● kills the bug, ◆ is the only one that does. Those that nothing kills stand first, in red.',
    ),
    h('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': 'Kill matrix, scrolls sideways' }, table),
  );
}

/**
 * @param {boolean} isKilled
 * @param {boolean} isAlone
 */
function killCell(isKilled, isAlone) {
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
