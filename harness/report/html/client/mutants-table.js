import { countOf, h } from './dom.js';
import { columnHeads, longTable } from './long-table.js';
import { placeInWords } from './place-words.js';
import { parseQuery } from './query.js';
import { queryHref, scenarioHref } from './route.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('../report-data.ts').ProofData} Proof
 * @typedef {Proof['mutants'][number]} Mutant
 */

/** The worst first, and of those what has happened before what might. */
const OUTCOMES = /** @type {const} */ (['survived', 'killed-elsewhere', 'inconclusive', 'killed']);
const TIER_ORDER = /** @type {const} */ (['H', 'C', 'G']);

/**
 * Every seeded bug with what caught it; what survived comes first. The filter is part of the address.
 *
 * @param {Report} report
 * @param {{ readonly proof: Proof, readonly query: string }} shown
 */
export function mutantsTable(report, { proof: { mutants }, query }) {
  const { table, show } = longTable({
    head: columnHeads(['Bug', 'Outcome', 'Caught by']),
    label: 'Seeded bugs',
    draw: (/** @type {Mutant} */ mutant) => mutantRow(report, mutant),
  });
  const rank = (/** @type {Mutant} */ { outcome, tier }) => OUTCOMES.indexOf(outcome) * 10 + TIER_ORDER.indexOf(tier);
  const ordered = mutants.toSorted((a, b) => rank(a) - rank(b));
  const text = h('input', {
    type: 'search',
    id: 'filter-text',
    'aria-describedby': 'mutants-count',
    placeholder: 's:survived ch:db k:missing or any words',
    autocomplete: 'off',
    spellcheck: 'false',
    value: query,
  });
  const count = h('p', { class: 'quiet', role: 'status', id: 'mutants-count' });
  const apply = () => {
    const left = ordered.filter(fits(report, text.value));
    show(left);
    table.hidden = left.length === 0;
    const all = countOf(mutants.length, 'bug');
    count.textContent = left.length === mutants.length ? all : `${left.length} of ${all}`;
  };
  text.addEventListener('input', () => {
    history.replaceState(history.state, '', queryHref(text.value, 'mutants'));
    apply();
  });
  apply();
  return h(
    'section',
    { 'aria-labelledby': 'bugs-title' },
    h('h2', { id: 'bugs-title' }, headline(mutants)),
    h(
      'form',
      { class: 'filter', role: 'search', submit: (event) => event.preventDefault() },
      h('label', { for: 'filter-text' }, 'Filter'),
      text,
      count,
    ),
    table,
  );
}

/** @param {readonly Mutant[]} mutants */
function headline(mutants) {
  const missed = mutants.filter(({ outcome }) => outcome !== 'killed').length;
  return missed === 0
    ? `All ${countOf(mutants.length, 'bug')} killed`
    : `${countOf(missed, 'bug')} not killed, of ${mutants.length}`;
}

/**
 * Words are looked for in what a row says; `s:` is its outcome, `ch:` and `k:` what caught it, and both of one place.
 *
 * @param {Report} report
 * @param {string} query
 * @returns {(mutant: Mutant) => boolean}
 */
function fits(report, query) {
  const terms = parseQuery(query).filter(({ values }) => values.length > 0);
  const places = terms.filter(({ key, isNegated }) => ['ch', 'k'].includes(key) && !isNegated);
  return (mutant) =>
    (places.length === 0 || mutant.caught.some((one) => places.every((term) => isAt(one, term)))) &&
    terms.every((term) => places.includes(term) || isTrueOf(report, mutant, term) !== term.isNegated);
}

/**
 * @param {Mutant['caught'][number]} place
 * @param {import('./query.js').Term} term
 */
function isAt({ channel, kind }, { key, values }) {
  return values.includes(key === 'ch' ? channel : kind);
}

/**
 * @param {Report} report
 * @param {Mutant} mutant
 * @param {import('./query.js').Term} term
 */
function isTrueOf(report, { id, tier, title, outcome, killedBy, caught, why = '' }, term) {
  const { key, values } = term;
  if (key === 's') {
    return values.includes(outcome);
  }
  if (key === 'ch' || key === 'k') {
    return caught.some((one) => isAt(one, term));
  }
  const titles = killedBy.map((scenario) => `${scenario} ${report.rowOf(scenario)?.title ?? ''}`);
  const text = [id, `tier ${tier}`, title, outcome, why, ...titles].join('\n').toLowerCase();
  return values.every((value) => text.includes(value));
}

const MOST_CATCHERS = 3;

/**
 * @param {Report} report
 * @param {Mutant} mutant
 */
function mutantRow(report, { id, title, outcome, killedBy, caught, expect, why }) {
  const state = outcome === 'killed' ? 'equivalent' : outcome === 'inconclusive' ? 'inconclusive' : 'divergent';
  const mark = { equivalent: '✓', inconclusive: '?', divergent: '✗' }[state];
  const catchers = [...new Set(killedBy)];
  const views = (/** @type {readonly string[]} */ scenarios) =>
    scenarios.map((scenario) => catcherView(report, scenario, caught));
  const more = catchers.slice(MOST_CATCHERS);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('b', {}, id), ` ${title}`),
    h('td', { 'data-label': 'Outcome' }, h('span', { class: 'badge', 'data-verdict': state }, `${mark} ${outcome}`)),
    h(
      'td',
      { 'data-label': 'Caught by' },
      ...views(catchers.slice(0, MOST_CATCHERS)),
      more.length > 0 &&
        h('details', {}, h('summary', {}, `and ${countOf(more.length, 'more scenario')}`), ...views(more)),
      catchers.length === 0 && 'nothing',
      outcome !== 'killed' && expect !== undefined && foretoldView(expect),
      why !== undefined && h('span', { class: 'id' }, why),
    ),
  );
}

/** @param {NonNullable<Mutant['expect']>} expected */
function foretoldView({ scenario, channel, kind, pointer }) {
  return h(
    'span',
    { class: 'id' },
    `Foretold: ${channel} ${kind} at `,
    h('code', {}, pointer),
    ' in ',
    h('code', {}, scenario),
  );
}

/**
 * A scenario, and the channels and kinds in which it showed the bug.
 *
 * @param {Report} report
 * @param {string} scenario
 * @param {Mutant['caught']} caught
 */
function catcherView(report, scenario, caught) {
  const own = caught.filter((one) => one.scenario === scenario);
  return h(
    'div',
    {},
    scenarioLink(report, scenario),
    ...own.map(({ step, channel, kind, pointer }) =>
      h('span', { class: 'tag', title: `${step}: ${placeInWords(channel, pointer)}` }, `${channel} ${kind}`),
    ),
  );
}

/**
 * @param {Report} report
 * @param {string} id
 */
export function scenarioLink(report, id) {
  const row = report.rowOf(id);
  return row === undefined ? h('code', {}, id) : h('a', { href: scenarioHref(id), 'data-item': true }, row.title);
}
