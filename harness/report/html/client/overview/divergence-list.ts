import type { DivergenceRow } from '../../data/divergences.ts';
import { formatCount, h, renderCommand } from '../elements/dom.ts';
import { renderFinding } from '../findings/finding.ts';
import { groupFindings } from '../findings/findings.ts';
import type { Report } from '../load-report.ts';
import type { Selection } from '../query.ts';
import { getScenarioHref } from '../route.ts';

/** Of one scenario, on the overview. */
const MOST_OF_A_SCENARIO = 3;
/** At once, on the overview; more are shown when they are asked for. */
const MOST_SCENARIOS = 20;

/** The divergences of each scenario. `show` narrows them to a selection. */
export function createDivergenceList(report: Report) {
  const list = h('div');
  const count = h('span', { class: 'quiet' });
  const more = h('button', { type: 'button', class: 'more' });
  let waiting: (readonly [string, readonly DivergenceRow[]])[] = [];
  const grow = () => {
    const next = waiting.splice(0, MOST_SCENARIOS);
    list.append(...next.map((group) => renderScenario(report, group)));
    more.textContent = `Show more: ${formatCount(waiting.length, 'scenario')} left`;
    more.hidden = waiting.length === 0;
    return next;
  };
  more.addEventListener('click', () => {
    const before = list.childElementCount;
    grow();
    list.children[before]?.querySelector('a')?.focus();
  });
  const section = h(
    'section',
    { id: 'divergences', 'aria-labelledby': 'divergences-title' },
    h('h2', {}, h('span', { id: 'divergences-title', tabindex: -1 }, 'Divergences'), ' ', count),
    list,
    more,
  );
  const show = (selection: Selection) => {
    const all = [...Map.groupBy(report.index.divergences, ({ scenario }) => scenario)];
    const groups = all.flatMap(([id, divergences]) => {
      const row = report.findScenario(id);
      const own = divergences.filter(selection.hasDivergence);
      return own.length > 0 && (row === undefined || selection.hasScenario(row)) ? [[id, own] as const] : [];
    });
    waiting = [...groups];
    list.replaceChildren();
    grow();
    const total = groups.reduce((sum, [, own]) => sum + own.length, 0);
    count.textContent = `${formatCount(total, 'divergence')} in ${formatCount(groups.length, 'scenario')}`;
    section.hidden = groups.length === 0;
  };
  return { section, show };
}

function renderScenario(report: Report, [id, divergences]: readonly [string, readonly DivergenceRow[]]) {
  const findings = groupFindings(divergences, ({ excerpt }) => excerpt);
  const more = findings.length - MOST_OF_A_SCENARIO;
  const row = report.findScenario(id);
  return h(
    'article',
    { class: 'panel', 'data-verdict': divergences.every(({ waiver }) => waiver) ? 'waived' : 'divergent' },
    h('h3', {}, h('a', { href: getScenarioHref(id), 'data-item': true }, row?.title ?? id)),
    ...findings.slice(0, MOST_OF_A_SCENARIO).map((finding) => renderFinding(finding, { isExcerpt: true })),
    more > 0 && h('p', {}, h('a', { href: getScenarioHref(id) }, `${more} more in this scenario`)),
    renderCommand(`${report.index.run.reproduce}${id}`, 'Reproduce'),
  );
}
