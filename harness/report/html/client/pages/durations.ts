import type { SlowScenario } from '../../data/durations.ts';
import { formatDuration, h } from '../elements/dom.ts';
import { renderHeads } from '../elements/long-table.ts';
import { renderScenarioLink } from '../elements/scenario-link.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';

export const durationsPage: Page = {
  id: 'durations',
  title: 'Durations',
  isShown: ({ index }) => index.durations.slowest.length > 0,
  render: (report) => [
    h(
      'p',
      { class: 'facts' },
      ...report.index.durations.totals.map(({ target, ms }) => h('span', {}, `${target} ${formatDuration(ms)}`)),
    ),
    h('h2', {}, 'Slowest scenarios'),
    renderSlowest(report),
  ],
};

function renderSlowest(report: Report) {
  const { totals, slowest } = report.index.durations;
  const targets = totals.map(({ target }) => target);
  return h(
    'table',
    { class: 'matrix', 'aria-label': 'Slowest scenarios' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...renderHeads(['Scenario']),
        ...targets.map((target) => h('th', { scope: 'col', class: 'number' }, target)),
      ),
    ),
    h('tbody', {}, ...slowest.map((scenario) => renderScenario(report, { scenario, targets }))),
  );
}

function renderScenario(
  report: Report,
  { scenario: { id, durationMs }, targets }: { readonly scenario: SlowScenario; readonly targets: readonly string[] },
) {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, renderScenarioLink(report, id)),
    ...targets.map((target) => {
      const ms = durationMs[target];
      return h('td', { 'data-label': target, class: 'number' }, ms === undefined ? 'not run' : formatDuration(ms));
    }),
  );
}
