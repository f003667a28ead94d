import { countOf, h } from './dom.js';
import { columnHeads, longTable } from './long-table.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('../../../compare/cells.ts').CellCoverage} CellCoverage
 * @typedef {import('../../../compare/coverage.ts').EndpointCoverage} EndpointCoverage
 */

/** @param {Report} report */
export function coverageView(report) {
  const { cells, unknown } = report.index.verdict.coverage;
  return [
    cells !== undefined && cellsSection(report, cells),
    unknown !== undefined && unknown.length > 0 && unknownSection(report, unknown),
    endpointsSection(report),
  ];
}

/**
 * @param {Report} report
 * @param {import('../../../compare/cells.ts').CoveredCells} cells
 */
function cellsSection({ index }, { required, covered, exempt, list }) {
  const names = index.targets.map(({ name }) => name);
  const { table, show } = longTable({
    head: columnHeads(['Route', 'Access', 'Outcome', ...names]),
    label: 'Cells',
    draw: (/** @type {CellCoverage} */ cell) => cellRow(cell, names),
  });
  const rank = (/** @type {CellCoverage} */ cell) => (isMissing(cell) ? (cell.exempt === undefined ? 0 : 1) : 2);
  const ordered = list.toSorted((a, b) => rank(a) - rank(b));
  const onlyMissing = h('input', { type: 'checkbox' });
  const apply = () => show(onlyMissing.checked ? ordered.filter(isMissing) : ordered);
  onlyMissing.addEventListener('change', apply);
  apply();
  const share = required === 0 ? 100 : Math.floor((covered / required) * 100);
  return h(
    'section',
    { id: 'cells', 'aria-labelledby': 'cells-title' },
    h('h2', { id: 'cells-title' }, 'Expected cells'),
    h(
      'p',
      {},
      `${covered} of ${countOf(required, 'required cell')} seen on every target (${share} %). ${countOf(exempt, 'cell')} exempt.`,
    ),
    h('p', { class: 'quiet' }, 'A cell is what must be seen: who asks which route, and what comes of it.'),
    h('form', { class: 'filter' }, h('label', {}, onlyMissing, ' Only what is missing')),
    table,
  );
}

/** @param {CellCoverage} cell */
function isMissing({ targets }) {
  return Object.values(targets).includes('missing');
}

/**
 * @param {CellCoverage} cell
 * @param {readonly string[]} names
 */
function cellRow({ route, access, outcome, provider, targets, exempt }, names) {
  return h(
    'tr',
    {},
    h(
      'td',
      {},
      h('code', {}, route),
      provider !== undefined && h('span', { class: 'tag' }, provider),
      exempt !== undefined && h('span', { class: 'id' }, `exempt by ${exempt.owner}: ${exempt.reason}`),
    ),
    h('td', { 'data-label': 'Access' }, access),
    h('td', { 'data-label': 'Outcome' }, outcome),
    ...names.map((name) => {
      const isCovered = targets[name] === 'covered';
      const state = isCovered ? 'equivalent' : exempt === undefined ? 'divergent' : 'waived';
      const words = isCovered ? '✓ seen' : exempt === undefined ? '✗ missing' : '~ exempt';
      return h('td', { 'data-label': name }, h('span', { class: 'badge', 'data-verdict': state }, words));
    }),
  );
}

/**
 * @param {Report} report
 * @param {NonNullable<import('../../../compare/coverage.ts').Coverage['unknown']>} unknown
 */
function unknownSection(report, unknown) {
  return h(
    'section',
    { id: 'unknown', 'aria-labelledby': 'unknown-title' },
    h('h2', { id: 'unknown-title' }, 'Answers that the document does not know'),
    h(
      'table',
      { class: 'matrix' },
      h('thead', {}, h('tr', {}, ...columnHeads(['Route', 'Status', 'What is undocumented', 'Targets', 'Scenarios']))),
      h(
        'tbody',
        {},
        ...unknown.map(({ route, status, problem, targets, scenarios }) =>
          h(
            'tr',
            {},
            h('td', {}, h('code', {}, route)),
            h('td', { 'data-label': 'Status' }, status),
            h('td', { 'data-label': 'What is undocumented' }, `the ${problem}`),
            h('td', { 'data-label': 'Targets' }, targets.join(', ')),
            h(
              'td',
              { 'data-label': 'Scenarios' },
              ...scenarios
                .slice(0, 3)
                .flatMap((id) => [h('a', { href: scenarioHref(id) }, report.rowOf(id)?.title ?? id), ' ']),
              scenarios.length > 3 && `and ${scenarios.length - 3} more`,
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Report} report */
function endpointsSection({ index }) {
  const names = index.targets.map(({ name }) => name);
  const isSame = (/** @type {EndpointCoverage} */ { statuses }) =>
    new Set(names.map((name) => (statuses[name] ?? []).join())).size === 1;
  const { table, show } = longTable({
    head: columnHeads(['Endpoint', ...names]),
    label: 'Endpoints',
    draw: (/** @type {EndpointCoverage} */ endpoint) =>
      h(
        'tr',
        {},
        h(
          'td',
          {},
          h('code', {}, `${endpoint.method} ${endpoint.path}`),
          !isSame(endpoint) && h('span', { class: 'note' }, 'differs'),
        ),
        ...names.map((name) =>
          h('td', { 'data-label': name }, (endpoint.statuses[name] ?? []).join(' ') || 'not reached'),
        ),
      ),
  });
  show(index.verdict.coverage.endpoints);
  return h(
    'section',
    { id: 'endpoints', 'aria-labelledby': 'endpoints-title' },
    h('h2', { id: 'endpoints-title' }, 'Endpoints, and the statuses seen'),
    table,
  );
}
