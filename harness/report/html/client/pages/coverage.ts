import type { CellCoverage, Coverage, CoveredCells, EndpointCoverage } from '../../../../evidence/coverage.ts';
import { formatCount, h } from '../elements/dom.ts';
import { createLongTable, renderHeads } from '../elements/long-table.ts';
import { renderScenarioLink } from '../elements/scenario-link.ts';
import { renderBadge } from '../elements/verdict.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';

export const coveragePage: Page = {
  id: 'coverage',
  title: 'Coverage',
  isShown: ({ index }) => index.verdict.coverage.endpoints.length > 0,
  render: renderCoverage,
};

function renderCoverage(report: Report) {
  const { cells, unknown } = report.index.verdict.coverage;
  return [
    cells !== undefined && renderCells(report, cells),
    unknown !== undefined && unknown.length > 0 && renderUnknown(report, unknown),
    renderEndpoints(report),
  ];
}

function renderCells({ index }: Report, { required, covered, exempt, list }: CoveredCells) {
  const names = index.targets.map(({ name }) => name);
  const { table, show } = createLongTable({
    head: renderHeads(['Route', 'Access', 'Outcome', ...names]),
    label: 'Cells',
    draw: (cell: CellCoverage) => renderCell(cell, names),
  });
  const rank = (cell: CellCoverage) => (isMissing(cell) ? (cell.exempt === undefined ? 0 : 1) : 2);
  const ordered = list.toSorted((a, b) => rank(a) - rank(b));
  const onlyMissing = h('input', { type: 'checkbox' });
  const apply = () => show(onlyMissing.checked ? ordered.filter(isMissing) : ordered);
  onlyMissing.addEventListener('change', apply);
  apply();
  const share = required === 0 ? 100 : Math.floor((covered / required) * 100);
  return h(
    'section',
    { id: 'cells', 'aria-labelledby': 'cells-title' },
    h('h2', { id: 'cells-title' }, 'Required cells'),
    h(
      'p',
      {},
      `${covered} of ${formatCount(required, 'required cell')} seen on every target (${share} %). ${formatCount(exempt, 'cell')} exempt.`,
    ),
    h('p', { class: 'quiet' }, 'A cell is a route, an access state and an outcome that the suite must have seen.'),
    h('form', { class: 'filter' }, h('label', {}, onlyMissing, ' Only missing cells')),
    table,
  );
}

function isMissing({ targets }: CellCoverage) {
  return Object.values(targets).includes('missing');
}

function renderCell({ route, access, outcome, provider, targets, exempt }: CellCoverage, names: readonly string[]) {
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
      const words = isCovered ? 'seen' : exempt === undefined ? 'missing' : 'exempt';
      return h('td', { 'data-label': name }, renderBadge(state, words));
    }),
  );
}

function renderUnknown(report: Report, unknown: NonNullable<Coverage['unknown']>) {
  return h(
    'section',
    { id: 'unknown', 'aria-labelledby': 'unknown-title' },
    h('h2', { id: 'unknown-title' }, 'Responses not in the OpenAPI document'),
    h(
      'table',
      { class: 'matrix' },
      h('thead', {}, h('tr', {}, ...renderHeads(['Route', 'Status', 'Undocumented', 'Targets', 'Scenarios']))),
      h(
        'tbody',
        {},
        ...unknown.map(({ route, status, problem, targets, scenarios }) =>
          h(
            'tr',
            {},
            h('td', {}, h('code', {}, route)),
            h('td', { 'data-label': 'Status' }, status),
            h('td', { 'data-label': 'Undocumented' }, `the ${problem}`),
            h('td', { 'data-label': 'Targets' }, targets.join(', ')),
            h(
              'td',
              { 'data-label': 'Scenarios' },
              ...scenarios.slice(0, 3).flatMap((id) => [renderScenarioLink(report, id), ' ']),
              scenarios.length > 3 && `and ${scenarios.length - 3} more`,
            ),
          ),
        ),
      ),
    ),
  );
}

function renderEndpoints({ index }: Report) {
  const names = index.targets.map(({ name }) => name);
  const isSame = ({ statuses }: EndpointCoverage) =>
    new Set(names.map((name) => (statuses[name] ?? []).join())).size === 1;
  const { table, show } = createLongTable({
    head: renderHeads(['Endpoint', ...names]),
    label: 'Endpoints',
    draw: (endpoint: EndpointCoverage) =>
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
    h('h2', { id: 'endpoints-title' }, 'Endpoints and their statuses'),
    table,
  );
}
