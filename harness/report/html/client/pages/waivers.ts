import type { WaiverData as Waiver } from '../../data/waivers.ts';
import { formatCount, h } from '../elements/dom.ts';

import { renderBadge } from '../elements/verdict.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';
import { getDivergenceHref } from '../route.ts';

/** Fewer days than this are shown as a warning. */
const SOON_DAYS = 14;

export const waiversPage: Page = {
  id: 'waivers',
  title: 'Waivers',
  isShown: ({ index }) => index.waivers.length > 0,
  render: renderWaivers,
};

function renderWaivers({ index }: Report) {
  return [
    h('p', { class: 'quiet' }, 'A waiver approves a divergence until a date. The next to expire comes first.'),
    ...index.waivers.map(renderWaiver),
  ];
}

function renderWaiver({
  id,
  scenario,
  place,
  kind,
  owner,
  reason,
  issue,
  created,
  expires,
  daysLeft,
  approves,
}: Waiver) {
  const state = daysLeft < 0 ? 'divergent' : daysLeft < SOON_DAYS ? 'inconclusive' : 'waived';
  const left =
    daysLeft < 0
      ? `ended ${formatCount(-daysLeft, 'day')} ago`
      : daysLeft === 0
        ? 'last day'
        : `${formatCount(daysLeft, 'day')} left`;
  return h(
    'article',
    { class: 'panel', 'data-verdict': state },
    h('h2', {}, `${id}: ${reason}`, ' ', renderBadge(state, left)),
    h(
      'dl',
      { class: 'fact-list' },
      ...renderPairs({
        owner,
        issue,
        from: created,
        'last day': expires,
        scenarios: scenario,
        place: `${place}, ${kind}`,
      }),
      h('dt', {}, 'approves'),
      h(
        'dd',
        {},
        ...(approves.length === 0
          ? ['nothing that diverges here']
          : approves.slice(0, 20).flatMap((one) => [h('a', { href: getDivergenceHref(one) }, one), ' '])),
      ),
    ),
  );
}

function renderPairs(facts: Readonly<Record<string, string>>) {
  return Object.entries(facts).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);
}
