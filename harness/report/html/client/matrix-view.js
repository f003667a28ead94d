import { countOf, durationText, h, verdictBadge } from './dom.js';
import { filterHref, scenarioHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('../../../compare/verdict.ts').ScenarioVerdict} ScenarioVerdict
 * @typedef {import('../../../compare/verdict.ts').VerdictWord} VerdictWord
 * @typedef {import('./route.js').Filter} Filter
 */

/**
 * The worst first.
 *
 * @type {readonly VerdictWord[]}
 */
const VERDICT_ORDER = ['divergent', 'inconclusive', 'equivalent'];

/**
 * All scenarios on all targets. The filter is kept in the address of the page, so it can be sent to somebody.
 *
 * @param {ReportData} data
 * @param {Filter} filter
 */
export function matrixSection(data, filter) {
  const count = h('p', { class: 'quiet', role: 'status' });
  const body = h('tbody');
  const rows = data.verdict.scenarios
    .map((scenario) => ({ scenario, row: scenarioRow(data, scenario), text: searchText(data, scenario) }))
    .toSorted((a, b) => VERDICT_ORDER.indexOf(a.scenario.verdict) - VERDICT_ORDER.indexOf(b.scenario.verdict));
  const show = (/** @type {Filter} */ { text, verdicts }) => {
    const words = text.toLowerCase().split(/\s+/);
    const shown = rows.filter(
      (one) =>
        (verdicts.length === 0 || verdicts.includes(one.scenario.verdict)) &&
        words.every((word) => one.text.includes(word)),
    );
    body.replaceChildren(...shown.map(({ row }) => row));
    count.textContent =
      shown.length === rows.length
        ? countOf(rows.length, 'scenario')
        : `${shown.length} of ${countOf(rows.length, 'scenario')}`;
  };
  show(filter);
  return h(
    'section',
    { id: 'scenarios', 'aria-labelledby': 'scenarios-title' },
    h('h2', { id: 'scenarios-title', tabindex: -1 }, 'Scenarios'),
    filterForm(data, filter, show),
    count,
    h(
      'table',
      { class: 'matrix' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Verdict'),
          h('th', { scope: 'col' }, 'Scenario'),
          ...data.targets.map(({ name }) => h('th', { scope: 'col', class: 'number' }, name)),
        ),
      ),
      body,
    ),
  );
}

/**
 * @param {ReportData} data
 * @param {ScenarioVerdict} scenario
 */
function scenarioRow({ targets }, { id, title, verdict, durationMs }) {
  return h(
    'tr',
    {},
    h('td', {}, verdictBadge(verdict)),
    h(
      'td',
      {},
      h('a', { href: scenarioHref(id) }, title),
      h('span', { class: 'id' }, id.split('/').slice(0, -1).join('/')),
    ),
    ...targets.map(({ name }) => {
      const duration = durationMs[name];
      return h(
        'td',
        { class: 'number', 'data-label': name },
        duration === undefined ? 'not run' : durationText(duration),
      );
    }),
  );
}

/**
 * @param {ReportData} data
 * @param {ScenarioVerdict} scenario
 */
function searchText({ verdict: { divergences } }, { id, title }) {
  const places = divergences
    .filter(({ scenario }) => scenario === id)
    .map(({ step, channel, pointer }) => `${step} ${channel}${pointer}`);
  return [id, title, ...places].join('\n').toLowerCase();
}

/**
 * @param {ReportData} data
 * @param {Filter} filter
 * @param {(filter: Filter) => void} show
 */
function filterForm(data, filter, show) {
  const text = h('input', {
    type: 'search',
    id: 'filter-text',
    placeholder: 'title, step, pointer',
    value: filter.text,
  });
  const boxes = VERDICT_ORDER.map((verdict) => {
    const isOn = filter.verdicts.includes(verdict);
    return h('input', { type: 'checkbox', name: 'verdict', value: verdict, checked: isOn });
  });
  const apply = () => {
    const verdicts = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const changed = { text: text.value.trim(), verdicts };
    history.replaceState(null, '', filterHref(changed));
    show(changed);
  };
  const count = (/** @type {string} */ word) => data.verdict.scenarios.filter(({ verdict }) => verdict === word).length;
  return h(
    'form',
    { class: 'filter', role: 'search', input: apply, submit: (event) => event.preventDefault() },
    h('label', { for: 'filter-text' }, 'Filter'),
    text,
    h(
      'fieldset',
      {},
      h('legend', { class: 'visually-hidden' }, 'Only these verdicts'),
      ...boxes.map((box) => h('label', {}, box, `${box.value} (${count(box.value)})`)),
    ),
  );
}
