import { formatDuration, formatInstant, h } from '../elements/dom.ts';
import { renderFacts } from '../elements/facts.ts';
import { renderHeads } from '../elements/long-table.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';

export const runPage: Page = {
  id: 'run',
  title: 'Run',
  isShown: () => true,
  render: ({ index: { run } }) => [
    renderFacts({
      run: run.runId,
      started: formatInstant(run.startedAt),
      took: formatDuration(run.durationMs),
      command: run.command,
      'compared with': run.reference,
      ...run.environment,
    }),
    h('h2', {}, 'Rules in force'),
    h('p', { class: 'quiet' }, 'Where a value may vary, and what it must still be. Everything else must be the same.'),
    renderRules(run.rules),
  ],
};

function renderRules(rules: Report['index']['run']['rules']) {
  if (rules.length === 0) {
    return h('p', {}, 'None.');
  }
  return h(
    'table',
    { class: 'matrix' },
    h('thead', {}, h('tr', {}, ...renderHeads(['Place', 'Must be']))),
    h(
      'tbody',
      {},
      ...rules.map(({ channel, pointer, meaning }) =>
        h('tr', {}, h('td', {}, h('code', {}, `${channel}${pointer}`)), h('td', {}, meaning)),
      ),
    ),
  );
}
