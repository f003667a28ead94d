import { compareVerdicts } from '../../../content/worst-first.ts';
import type { ScenarioRow } from '../../data/scenarios.ts';
import { formatDuration, h } from '../elements/dom.ts';
import { createLongTable, renderHeads } from '../elements/long-table.ts';
import { renderBadge } from '../elements/verdict.ts';
import type { Report } from '../load-report.ts';
import type { Selection } from '../query.ts';
import { getScenarioHref } from '../route.ts';

/** All scenarios on all targets. `show` narrows it to a selection and says how many are left. */
export function createScenarioTable(report: Report) {
  const names = report.index.targets.map(({ name }) => name);
  const heads = [
    ...renderHeads(['Verdict', 'Scenario']),
    ...names.map((name) => h('th', { scope: 'col', class: 'number' }, name)),
  ];
  const { table, show: showRows } = createLongTable({
    head: heads,
    label: 'Scenarios on targets',
    draw: (row: ScenarioRow) => renderScenario(report, row, names),
  });
  const ordered = report.index.scenarios.toSorted(compareVerdicts);
  const none = h('p', { class: 'quiet' }, 'No matching scenarios.');
  const section = h(
    'section',
    { id: 'scenarios', 'aria-labelledby': 'scenarios-title' },
    h('h2', { id: 'scenarios-title', tabindex: -1 }, 'Scenarios'),
    table,
    none,
  );
  const show = ({ hasScenario }: Selection) => {
    const rows = ordered.filter(hasScenario);
    showRows(rows);
    table.hidden = rows.length === 0;
    none.hidden = rows.length > 0;
    return rows.length;
  };
  return { section, show };
}

function renderScenario(
  report: Report,
  { id, title, verdict, durationMs, flaky }: ScenarioRow,
  names: readonly string[],
) {
  const divergences = report.getDivergences(id);
  const channels = [...new Set(divergences.map(({ channel }) => channel))];
  const isWaived = divergences.some(({ waiver }) => waiver !== undefined);
  return h(
    'tr',
    {},
    h('td', {}, renderBadge(verdict)),
    h(
      'td',
      {},
      h('a', { href: getScenarioHref(id), 'data-item': true }, title),
      ...channels.map((channel) => h('span', { class: 'tag' }, channel)),
      ...(isWaived ? [' ', renderBadge('waived')] : []),
      ...(flaky.length > 0 ? [' ', renderBadge('inconclusive', 'flaky')] : []),
      h('span', { class: 'id' }, id.split('/').slice(0, -1).join('/')),
    ),
    ...names.map((name) => {
      const duration = durationMs[name];
      return h(
        'td',
        { class: 'number', 'data-label': name },
        duration === undefined ? 'not run' : formatDuration(duration),
      );
    }),
  );
}
