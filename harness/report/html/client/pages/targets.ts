import { formatCount, h } from '../elements/dom.ts';
import { renderFacts } from '../elements/facts.ts';
import { renderFindingGroups } from '../findings/finding-groups.ts';
import type { Report } from '../load-report.ts';
import type { Page } from '../page.ts';
import { getScenarioHref } from '../route.ts';

export const targetsPage: Page = {
  id: 'targets',
  title: 'Targets',
  isShown: () => true,
  render: (report) => [
    h(
      'div',
      { class: 'sides' },
      ...report.index.targets.map(({ name, witness }) =>
        h(
          'article',
          { class: 'panel' },
          h('h2', {}, name),
          Object.keys(witness).length === 0 ? h('p', { class: 'quiet' }, 'No witness data.') : renderFacts(witness),
        ),
      ),
    ),
    h('h2', {}, 'A/A check'),
    ...renderControl(report),
  ],
};

/** Each target against itself. */
function renderControl(report: Report): readonly Node[] {
  const { control, scenarios } = report.index;
  if (control === null) {
    return [
      h(
        'p',
        { class: 'quiet' },
        'Not part of this run. With --control, every target is run twice and must agree with itself.',
      ),
    ];
  }
  const flaky = scenarios.filter((scenario) => scenario.flaky.length > 0);
  return [
    h(
      'p',
      {},
      `${formatCount(control.pairs, 'pair')} compared: ${flaky.length === 0 ? 'all agree' : formatCount(flaky.length, 'flaky scenario')}.`,
    ),
    h(
      'ul',
      {},
      ...flaky.map(({ id, title, flaky: on }) =>
        h('li', {}, h('a', { href: getScenarioHref(id) }, title), ` on ${on.join(', ')}`),
      ),
    ),
    ...renderFindingGroups(report, control.findings),
  ];
}
