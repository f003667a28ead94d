import type { PlayedCassette } from '../../../../evidence/played-cassettes.ts';
import { formatCount, formatInstant, h } from '../elements/dom.ts';
import { createLongTable, renderHeads } from '../elements/long-table.ts';
import { renderScenarioLink } from '../elements/scenario-link.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';

export const cassettesPage: Page = {
  id: 'cassettes',
  title: 'Cassettes',
  isShown: ({ index }) => index.cassettes.length > 0,
  render: (report) => [
    h('p', { class: 'quiet' }, 'Recorded responses of language models that were replayed, the oldest first.'),
    renderCassettes(report),
  ],
};

function renderCassettes(report: Report) {
  const { table, show } = createLongTable({
    head: renderHeads(['Scenario', 'Target', 'Recorded from', 'Recorded', 'Age at the run', 'Calls']),
    label: 'Cassettes',
    draw: ({ scenario, target, source, recordedAt, ageDays, replayed }: PlayedCassette) =>
      h(
        'tr',
        {},
        h('td', {}, renderScenarioLink(report, scenario)),
        h('td', { 'data-label': 'Target' }, target),
        h('td', { 'data-label': 'Recorded from' }, source),
        h('td', { 'data-label': 'Recorded' }, formatInstant(recordedAt)),
        h('td', { 'data-label': 'Age at the run' }, ageDays === 0 ? 'under a day' : formatCount(ageDays, 'day')),
        h('td', { 'data-label': 'Calls' }, replayed),
      ),
  });
  show(report.index.cassettes.toSorted((a, b) => b.ageDays - a.ageDays));
  return table;
}
