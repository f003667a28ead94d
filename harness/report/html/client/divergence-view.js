import { piecesView } from './diff-view.js';
import { commandLine, h } from './dom.js';
import { divergenceHref, scenarioHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {ReportData['verdict']['divergences'][number]} Divergence
 */

/** The name that stands for the scenario's own expectation among the targets of a divergence. */
export const EXPECTED_NAME = 'expected';

const CHANNEL_NAMES = {
  boot: 'start of the server',
  http: 'HTTP',
  stream: 'events',
  calls: 'LLM calls',
  db: 'database',
};

/** Of one scenario, on the overview. */
const MOST_OF_A_SCENARIO = 4;
/** Of all, on the overview, until more are asked for. */
const MOST_SCENARIOS = 25;

/** @param {ReportData} data */
export function divergencesSection(data) {
  const groups = [...Map.groupBy(data.verdict.divergences, ({ scenario }) => scenario)];
  if (groups.length === 0) return null;

  const list = h('div', {}, ...groups.slice(0, MOST_SCENARIOS).map((group) => scenarioGroup(data, group)));
  const rest = groups.slice(MOST_SCENARIOS);
  const more = h('button', { type: 'button', class: 'more' }, `Show ${rest.length} more scenarios that diverge`);
  more.addEventListener('click', () => {
    list.append(...rest.map((group) => scenarioGroup(data, group)));
    more.remove();
  });
  return h(
    'section',
    { id: 'divergences', 'aria-labelledby': 'divergences-title' },
    h('h2', { id: 'divergences-title', tabindex: -1 }, 'What diverges'),
    list,
    rest.length > 0 && more,
  );
}

/**
 * @param {ReportData} data
 * @param {readonly [string, readonly Divergence[]]} group
 */
function scenarioGroup(data, [id, divergences]) {
  const scenario = data.scenarios.find((one) => one.id === id);
  const more = divergences.length - MOST_OF_A_SCENARIO;
  const shown = divergences.slice(0, MOST_OF_A_SCENARIO);
  return h(
    'article',
    { class: 'panel', 'data-verdict': 'divergent' },
    h('h3', {}, h('a', { href: scenarioHref(id) }, scenario?.title ?? id)),
    ...shown.map((divergence) => divergenceView(data, divergence, { isExcerpt: true })),
    more > 0 && h('p', {}, h('a', { href: scenarioHref(id) }, `${more} more in this scenario`)),
    scenario !== undefined && commandLine(scenario.command, 'Reproduce'),
  );
}

/**
 * @param {ReportData} data
 * @param {Divergence} divergence
 * @param {{ readonly isExcerpt: boolean }} options
 */
export function divergenceView(data, divergence, { isExcerpt }) {
  const { id, step, channel, pointer, targets, waiver } = divergence;
  const diff = data.diffs[id];
  return h(
    'section',
    { class: 'divergence', id: `divergence-${id}`, tabindex: -1, 'aria-label': `Divergence in ${step}` },
    h(
      'p',
      { class: 'place' },
      h('a', { class: 'step-name', href: divergenceHref(id) }, step),
      h('span', {}, CHANNEL_NAMES[channel], pointer === '' ? '' : ' ', h('code', {}, pointer)),
      h('span', { class: 'kind' }, kindInWords(divergence)),
      waiver !== undefined && h('span', { class: 'waived' }, `waived by ${waiver}`),
    ),
    h(
      'div',
      { class: 'sides' },
      ...[diff?.left ?? [], diff?.right ?? []].map((pieces, index) =>
        h(
          'figure',
          { class: 'side', 'data-side': index === 0 ? 'left' : 'right' },
          h('figcaption', {}, targetCaption(targets[index] ?? '')),
          piecesView(pieces, isExcerpt),
        ),
      ),
    ),
  );
}

/** @param {string} target */
function targetCaption(target) {
  return target === EXPECTED_NAME ? 'expected by the scenario' : target;
}

/** @param {Divergence} divergence */
function kindInWords({ kind, targets: [left, right] }) {
  const isExpectation = left === EXPECTED_NAME;
  switch (kind) {
    case 'missing':
      return isExpectation ? `missing on ${right}` : `only on ${left}`;
    case 'extra':
      return isExpectation ? `not expected on ${right}` : `only on ${right}`;
    default:
      return `other ${kind}`;
  }
}
