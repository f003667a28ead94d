import { divergencesSection, EXPECTED_NAME } from './divergence-view.js';
import { commandLine, countOf, h, listed } from './dom.js';
import { cassettesSection, coverageSection, runSection, targetsSection } from './facts-view.js';
import { matrixSection } from './matrix-view.js';
import { reasonsSection } from './reason-view.js';
import { divergenceHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('../../../compare/verdict.ts').VerdictWord} VerdictWord
 * @typedef {import('./route.js').Filter} Filter
 */

const VERDICT_ICONS = { equivalent: '✓', divergent: '✗', inconclusive: '?' };

/**
 * @param {ReportData} data
 * @param {Filter} filter
 */
export function overviewView(data, filter) {
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    verdictSection(data),
    divergencesSection(data),
    reasonsSection(data),
    matrixSection(data, filter),
    coverageSection(data),
    targetsSection(data),
    cassettesSection(data),
    runSection(data),
  );
}

/** @param {ReportData} data */
function verdictSection(data) {
  const { verdict: judged, targets } = data;
  const { verdict, counts } = judged;
  return h(
    'section',
    { class: 'verdict', 'data-verdict': verdict, 'aria-labelledby': 'title' },
    h(
      'h1',
      { id: 'title', tabindex: -1 },
      h('span', { class: 'icon', 'aria-hidden': 'true' }, VERDICT_ICONS[verdict]),
      `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
    ),
    h(
      'p',
      { class: 'lede' },
      sentenceFor(
        judged,
        targets.map(({ name }) => name),
      ),
    ),
    ...whereToLookFirst(data),
    h(
      'p',
      { class: 'facts' },
      ...[
        countOf(counts.scenarios, 'scenario'),
        countOf(counts.steps, 'step'),
        countOf(counts.divergences, 'divergence'),
        ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
      ].map((text) => h('span', {}, text)),
    ),
    h(
      'dl',
      { class: 'fact-list' },
      ...targets.flatMap(({ name, summary }) => [h('dt', {}, name), h('dd', {}, summary)]),
    ),
  );
}

/** @typedef {import('../report-data.ts').VerdictData} Verdict */

/**
 * What broke first and what shows it again, so that nobody has to scroll for it.
 *
 * @param {ReportData} data
 * @returns {readonly Node[]}
 */
function whereToLookFirst({ verdict, reasons, scenarios, run }) {
  const [divergence] = verdict.divergences;
  const [reason] = reasons;
  if (divergence !== undefined) {
    const { id, scenario, step, channel, pointer } = divergence;
    const found = scenarios.find((one) => one.id === scenario);
    const place = [', at ', h('code', {}, step), ', ', h('code', {}, `${channel}${pointer}`), '.'];
    return [
      h('p', { class: 'first' }, 'First: ', h('a', { href: divergenceHref(id) }, found?.title ?? scenario), ...place),
      commandLine(found?.command ?? run.command, 'Reproduce'),
    ];
  }
  const why = reason === undefined ? [] : [h('p', { class: 'first' }, `First: ${reason.message.split('\n')[0]}`)];
  return [...why, commandLine(run.command, 'Run again')];
}

/**
 * @param {Verdict} verdict
 * @param {readonly string[]} names
 */
function sentenceFor({ verdict, scenarios, divergences }, names) {
  const of = (/** @type {VerdictWord} */ word) => scenarios.filter((scenario) => scenario.verdict === word).length;
  const all = countOf(scenarios.length, 'scenario');
  switch (verdict) {
    case 'equivalent':
      return `${all === '1 scenario' ? 'The only scenario' : `All ${all}`} showed the same on ${listed(names)}.`;
    case 'inconclusive':
      return of('inconclusive') === 0
        ? 'The run as a whole could not be judged, so this is not green.'
        : `${of('inconclusive')} of ${all} could not be judged, so this is not green.`;
    case 'divergent': {
      const gaps = of('inconclusive') > 0 ? ` ${of('inconclusive')} more could not be judged.` : '';
      return `${of('divergent')} of ${all} ${howBroken(divergences, names)}.${gaps}`;
    }
  }
}

/**
 * @param {Verdict['divergences']} divergences
 * @param {readonly string[]} names
 */
function howBroken(divergences, names) {
  const unexpected = divergences.filter(({ targets }) => targets.includes(EXPECTED_NAME)).length;
  const apart = `went differently on ${listed(names)}`;
  if (unexpected === 0) return apart;
  return unexpected === divergences.length
    ? 'did not do what the scenario expects'
    : `${apart}, or did not do what the scenario expects`;
}
