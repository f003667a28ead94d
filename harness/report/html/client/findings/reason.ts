import type { DistinctReason } from '../../../content/group-reasons.ts';
import { h, renderCommand } from '../elements/dom.ts';
import type { Report } from '../load-report.ts';
import type { Selection } from '../query.ts';
import { getScenarioHref } from '../route.ts';

const MOST_PLACES = 8;
/** At once, on the overview. */
const MOST_REASONS = 50;

export function createReasonList(report: Report) {
  const { reasons } = report.index;
  if (reasons.length === 0) {
    return null;
  }
  const views = reasons.slice(0, MOST_REASONS).map((reason) => ({ reason, view: renderReason(report, reason) }));
  const section = h(
    'section',
    { id: 'reasons', 'aria-labelledby': 'reasons-title' },
    h('h2', { id: 'reasons-title', tabindex: -1 }, 'Inconclusive'),
    ...views.map(({ view }) => view),
    reasons.length > views.length && h('p', {}, `And ${reasons.length - views.length} more in report.json.`),
  );
  const show = ({ hasScenario }: Selection, isNarrowed: boolean) => {
    for (const { reason, view } of views) {
      const rows = reason.places.flatMap(({ scenario }) => (scenario === null ? [] : [report.findScenario(scenario)]));
      view.hidden = isNarrowed && !rows.some((row) => row !== undefined && hasScenario(row));
    }
    section.hidden = views.every(({ view }) => view.hidden);
  };
  return { section, show };
}

export function renderReason(report: Report, { code, message, hint, places }: DistinctReason) {
  const [first = '', ...others] = message.split('\n');
  const hidden = places.length - MOST_PLACES;
  return h(
    'article',
    { class: 'panel', 'data-verdict': 'inconclusive' },
    h('h3', {}, first),
    others.length > 0 && h('pre', { class: 'code wrapped' }, others.join('\n')),
    renderHint(hint),
    h(
      'p',
      { class: 'places' },
      h('code', {}, code),
      ...places
        .slice(0, MOST_PLACES)
        .flatMap(({ scenario, target }) => [
          ' ',
          scenario !== null &&
            h(
              'a',
              { href: getScenarioHref(scenario), 'data-item': true },
              report.findScenario(scenario)?.title ?? scenario,
            ),
          target !== null && ` on ${target}`,
        ]),
      hidden > 0 && ` and ${hidden} more`,
    ),
  );
}

/** What to do next; a command in it can be copied. */
function renderHint(hint: string) {
  const [words = '', command] = hint.split(/(?<=^|: )(?=npx )/);
  if (hint.startsWith('npx ')) {
    return renderCommand(hint, 'Next');
  }
  if (command !== undefined) {
    return renderCommand(command, words.trim());
  }
  return h('p', { class: 'hint' }, h('span', { class: 'command-label' }, 'Next'), hint);
}
