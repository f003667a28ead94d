import type { BaselineChanges } from '../../../../evidence/verdict.ts';
import type { ReleaseRecord as Release } from '../../../content/load-history.ts';
import { formatCount, formatInstant, h } from '../elements/dom.ts';
import { renderHeads } from '../elements/long-table.ts';
import { renderScenarioLink } from '../elements/scenario-link.ts';
import { renderBadge } from '../elements/verdict.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';
import { getDivergenceHref } from '../route.ts';

export const historyPage: Page = {
  id: 'history',
  title: 'History',
  isShown: ({ index }) => index.history.length > 0 || index.verdict.baseline !== undefined,
  render: renderHistory,
};

function renderHistory(report: Report) {
  const { history, verdict } = report.index;
  return [
    verdict.baseline !== undefined && renderBaseline(report, verdict.baseline),
    history.length > 0 && renderTrend([...history, createRelease(report)]),
  ];
}

function renderBaseline(report: Report, { runId, new: added, persisting, fixed }: BaselineChanges) {
  const place = (id: string) => {
    const { divergences, fixedIn } = report.index;
    const found = divergences.find((one) => one.id === id);
    if (found !== undefined) {
      const where = `${found.step} ${found.place}`;
      const title = report.findScenario(found.scenario)?.title ?? found.scenario;
      return h('li', {}, h('a', { href: getDivergenceHref(id) }, where), ` in ${title}`);
    }
    const scenario = fixedIn[id];
    return h('li', {}, scenario !== undefined && renderScenarioLink(report, scenario), ' ', h('code', {}, id));
  };
  const group = (name: string, ids: readonly string[]) =>
    h(
      'details',
      { class: 'panel', open: ids.length > 0 && ids.length < 20 },
      h(
        'summary',
        {},
        h('span', { class: 'badge', 'data-since': name }, name),
        ` ${formatCount(ids.length, 'divergence')}`,
      ),
      h('ul', {}, ...ids.map(place)),
    );
  return h(
    'section',
    { 'aria-labelledby': 'baseline-title' },
    h('h2', { id: 'baseline-title' }, `Since the baseline, run ${runId}`),
    group('new', added),
    group('persisting', persisting),
    group('fixed', fixed),
  );
}

function createRelease({ index }: Report): Release {
  const { verdict, counts } = index.verdict;
  return {
    name: 'this run',
    startedAt: index.run.startedAt,
    verdict,
    scenarios: counts.scenarios,
    steps: counts.steps,
    waived: counts.waived,
    reasons: index.reasons.length,
    divergences: index.divergences.map(({ id }) => id),
  };
}

function renderTrend(releases: readonly Release[]) {
  const most = Math.max(1, ...releases.map(({ divergences }) => divergences.length));
  return h(
    'section',
    { 'aria-labelledby': 'trend-title' },
    h('h2', { id: 'trend-title' }, `${formatCount(releases.length, 'run')}, the oldest first`),
    h(
      'table',
      { class: 'matrix' },
      h(
        'thead',
        {},
        h('tr', {}, ...renderHeads(['Release', 'Verdict', 'Scenarios', 'Divergences', 'Since the one before'])),
      ),
      h(
        'tbody',
        {},
        ...releases.map((release, index) => renderRelease(release, { before: releases[index - 1], most })),
      ),
    ),
    h('p', { class: 'quiet' }, 'What is gone was fixed, or was not run again.'),
  );
}

function renderRelease(
  { name, startedAt, verdict, scenarios, divergences, waived }: Release,
  { before, most }: { readonly before: Release | undefined; readonly most: number },
) {
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.width = `${(divergences.length / most) * 8}rem`;
  const earlier = new Set(before?.divergences ?? []);
  const added = divergences.filter((id) => !earlier.has(id)).length;
  const gone = earlier.size - (divergences.length - added);
  return h(
    'tr',
    {},
    h('td', {}, name, startedAt !== null && h('span', { class: 'id' }, formatInstant(startedAt))),
    h('td', { 'data-label': 'Verdict' }, renderBadge(verdict)),
    h('td', { 'data-label': 'Scenarios' }, scenarios),
    h('td', { 'data-label': 'Divergences' }, `${divergences.length}${waived > 0 ? ` (${waived} waived)` : ''} `, bar),
    h('td', { 'data-label': 'Since the one before' }, before === undefined ? '' : `${added} new, ${gone} gone`),
  );
}
