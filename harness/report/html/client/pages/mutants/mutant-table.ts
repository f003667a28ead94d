import type { ProofData as Proof } from '../../../data/proof.ts';
import { formatCount, h } from '../../elements/dom.ts';
import { createLongTable, renderHeads } from '../../elements/long-table.ts';
import { renderScenarioLink } from '../../elements/scenario-link.ts';
import { renderBadge } from '../../elements/verdict.ts';
import type { Report } from '../../load-report.ts';
import { parseQuery, type Term } from '../../query.ts';
import { getQueryHref } from '../../route.ts';

type Mutant = Proof['mutants'][number];

/** The worst first, and of those the historical ones before the others. */
const OUTCOMES = ['survived', 'killed-elsewhere', 'inconclusive', 'killed'] as const;
const TIER_ORDER = ['H', 'C', 'G'] as const;

/** Every mutant with what killed it; those that survived come first. The filter is part of the address. */
export function renderMutantTable(
  report: Report,
  { proof: { mutants }, query }: { readonly proof: Proof; readonly query: string },
) {
  const { table, show } = createLongTable({
    head: renderHeads(['Mutant', 'Outcome', 'Killed by']),
    label: 'Mutants',
    draw: (mutant: Mutant) => renderMutant(report, mutant),
  });
  const rank = ({ outcome, tier }: Mutant) => OUTCOMES.indexOf(outcome) * 10 + TIER_ORDER.indexOf(tier);
  const ordered = mutants.toSorted((a, b) => rank(a) - rank(b));
  const text = h('input', {
    type: 'search',
    id: 'filter-text',
    'aria-describedby': 'mutants-count',
    placeholder: 'state:survived channel:http kind:missing or any words',
    autocomplete: 'off',
    spellcheck: 'false',
    value: query,
  });
  const count = h('p', { class: 'quiet', role: 'status', id: 'mutants-count' });
  const apply = () => {
    const left = ordered.filter(createFilter(report, text.value));
    show(left);
    table.hidden = left.length === 0;
    const all = formatCount(mutants.length, 'mutant');
    count.textContent = left.length === mutants.length ? all : `${left.length} of ${all}`;
  };
  text.addEventListener('input', () => {
    history.replaceState(history.state, '', getQueryHref(text.value, 'mutants'));
    apply();
  });
  apply();
  return h(
    'section',
    { 'aria-labelledby': 'mutants-title' },
    h('h2', { id: 'mutants-title' }, describeOutcome(mutants)),
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

function describeOutcome(mutants: readonly Mutant[]) {
  const missed = mutants.filter(({ outcome }) => outcome !== 'killed').length;
  return missed === 0
    ? `All ${formatCount(mutants.length, 'mutant')} killed`
    : `${formatCount(missed, 'mutant')} not killed, of ${mutants.length}`;
}

/** Words are found in the text of a row; `state:` is its outcome, `channel:` and `kind:` are those of one kill. */
function createFilter(report: Report, query: string): (mutant: Mutant) => boolean {
  const terms = parseQuery(query).filter(({ values }) => values.length > 0);
  const places = terms.filter(({ key, isNegated }) => ['channel', 'kind'].includes(key) && !isNegated);
  return (mutant) =>
    (places.length === 0 || mutant.caught.some((one) => places.every((term) => isAt(one, term)))) &&
    terms.every((term) => places.includes(term) || isTrueFor(report, mutant, term) !== term.isNegated);
}

function isAt({ channel, kind }: Mutant['caught'][number], { key, values }: Term) {
  return values.includes(key === 'channel' ? channel : kind);
}

function isTrueFor(report: Report, { id, tier, title, outcome, killedBy, caught, why = '' }: Mutant, term: Term) {
  const { key, values } = term;
  if (key === 'state') {
    return values.includes(outcome);
  }
  if (key === 'channel' || key === 'kind') {
    return caught.some((one) => isAt(one, term));
  }
  const titles = killedBy.map((scenario) => `${scenario} ${report.findScenario(scenario)?.title ?? ''}`);
  const text = [id, `tier ${tier}`, title, outcome, why, ...titles].join('\n').toLowerCase();
  return values.every((value) => text.includes(value));
}

const MOST_CATCHERS = 3;

function renderMutant(report: Report, { id, title, outcome, killedBy, caught, expect, why }: Mutant) {
  const state = outcome === 'killed' ? 'equivalent' : outcome === 'inconclusive' ? 'inconclusive' : 'divergent';
  const catchers = [...new Set(killedBy)];
  const views = (scenarios: readonly string[]) => scenarios.map((scenario) => renderCatcher(report, scenario, caught));
  const more = catchers.slice(MOST_CATCHERS);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('b', {}, id), ` ${title}`),
    h('td', { 'data-label': 'Outcome' }, renderBadge(state, outcome)),
    h(
      'td',
      { 'data-label': 'Killed by' },
      ...views(catchers.slice(0, MOST_CATCHERS)),
      more.length > 0 &&
        h('details', {}, h('summary', {}, `and ${formatCount(more.length, 'more scenario')}`), ...views(more)),
      catchers.length === 0 && 'nothing',
      outcome !== 'killed' && expect !== undefined && renderExpected(expect),
      why !== undefined && h('span', { class: 'id' }, why),
    ),
  );
}

function renderExpected({ scenario, channel, kind, pointer }: NonNullable<Mutant['expect']>) {
  return h(
    'span',
    { class: 'id' },
    `Expected: ${channel} ${kind} at `,
    h('code', {}, pointer),
    ' in ',
    h('code', {}, scenario),
  );
}

/** A scenario, with the channels and kinds in which it showed the mutant. */
function renderCatcher(report: Report, scenario: string, caught: Mutant['caught']) {
  const own = caught.filter((one) => one.scenario === scenario);
  return h(
    'div',
    {},
    renderScenarioLink(report, scenario),
    ...own.map(({ step, channel, kind, place }) =>
      h('span', { class: 'tag', title: `${step}: ${place}` }, `${channel} ${kind}`),
    ),
  );
}
