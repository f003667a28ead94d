import { countOf, h } from './dom.js';
import { columnHeads, longTable } from './long-table.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('../../load-proof.ts').ProofRecord} Proof
 * @typedef {Proof['mutants'][number]} Mutant
 */

const TIERS = /** @type {Readonly<Record<string, string>>} */ ({
  H: 'bugs that have happened',
  C: 'bugs of common classes',
  G: 'rules made wider than they are',
});

/** @param {Report} report */
export function mutantsView(report) {
  const { proof } = report.index;
  if (proof === null) return [];
  return [tiersSection(proof), smokeSection(report, proof), mutantsSection(report, proof)];
}

/** @param {Proof} proof */
function tiersSection({ tiers, falsePositives }) {
  const shown = Object.entries(tiers).filter(([, { total }]) => total > 0);
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
      { class: 'matrix' },
      h('thead', {}, h('tr', {}, ...columnHeads(['Tier', 'Killed', 'At least, with 95 % confidence']))),
      h(
        'tbody',
        {},
        ...shown.map(([tier, { total, killed, lower95 }]) =>
          h(
            'tr',
            {},
            h('td', {}, h('b', {}, tier), ` ${TIERS[tier] ?? ''}`),
            h('td', { 'data-label': 'Killed' }, `${killed} of ${total}`),
            h('td', { 'data-label': 'At least' }, `${Math.round(lower95 * 100)} %`),
          ),
        ),
      ),
    ),
    h(
      'p',
      { class: falsePositives > 0 ? 'note' : 'quiet' },
      `${countOf(falsePositives, 'false positive')} where nothing was broken.`,
    ),
  );
}

/**
 * @param {Report} report
 * @param {Proof} proof
 */
function smokeSection(report, { smokeSet }) {
  if (smokeSet.length === 0) return null;
  return h(
    'details',
    { class: 'panel' },
    h('summary', {}, `The smallest set found that kills every killed bug: ${countOf(smokeSet.length, 'scenario')}`),
    h('ul', {}, ...smokeSet.map((id) => h('li', {}, scenarioLink(report, id)))),
  );
}

/**
 * @param {Report} report
 * @param {Proof} proof
 */
function mutantsSection(report, { mutants }) {
  const { table, show } = longTable({
    head: columnHeads(['Bug', 'Outcome', 'Noticed by']),
    label: 'Seeded bugs',
    draw: (/** @type {Mutant} */ mutant) => mutantRow(report, mutant),
  });
  show(mutants.toSorted((a, b) => Number(a.outcome === 'killed') - Number(b.outcome === 'killed')));
  return h('section', { 'aria-label': 'Seeded bugs' }, h('h2', {}, countOf(mutants.length, 'bug')), table);
}

const MOST_KILLERS = 4;

/**
 * @param {Report} report
 * @param {Mutant} mutant
 */
function mutantRow(report, { id, title, outcome, killedBy }) {
  const state = outcome === 'killed' ? 'equivalent' : outcome === 'inconclusive' ? 'inconclusive' : 'divergent';
  const mark = { equivalent: '✓', inconclusive: '?', divergent: '✗' }[state];
  return h(
    'tr',
    {},
    h('td', {}, h('b', {}, id), ` ${title}`),
    h('td', { 'data-label': 'Outcome' }, h('span', { class: 'badge', 'data-verdict': state }, `${mark} ${outcome}`)),
    h(
      'td',
      { 'data-label': 'Noticed by' },
      ...killedBy.slice(0, MOST_KILLERS).map((scenario) => h('div', {}, scenarioLink(report, scenario))),
      killedBy.length > MOST_KILLERS && `and ${killedBy.length - MOST_KILLERS} more`,
      killedBy.length === 0 && 'nothing',
    ),
  );
}

/**
 * @param {Report} report
 * @param {string} id
 */
function scenarioLink(report, id) {
  const row = report.rowOf(id);
  return row === undefined ? h('code', {}, id) : h('a', { href: scenarioHref(id) }, row.title);
}
