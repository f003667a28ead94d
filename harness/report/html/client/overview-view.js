import { divergencesSection } from './divergence-view.js';
import { commandLine, countOf, cutText, h, listed } from './dom.js';
import { filterBar } from './filter-bar.js';
import { causesOf, EXPECTED_NAME, textOfPieces } from './findings.js';
import { matrixSection } from './matrix-view.js';
import { placeInWords } from './place-words.js';
import { selectionFor } from './query.js';
import { reasonsSection } from './reason-view.js';
import { divergenceHref } from './route.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('../report-data.ts').ReportIndex} ReportIndex
 * @typedef {import('../../../compare/verdict.ts').VerdictWord} VerdictWord
 */

const VERDICT_ICONS = { equivalent: '✓', divergent: '✗', inconclusive: '?' };

/**
 * @param {Report} report
 * @param {string} query
 * @param {{ readonly help: () => void, readonly push: (href: string) => void }} actions
 */
export function overviewView(report, query, { help, push }) {
  const divergences = divergencesSection(report);
  const reasons = reasonsSection(report);
  const matrix = matrixSection(report);
  const show = (/** @type {string} */ changed) => {
    const selection = selectionFor(report, changed);
    divergences.show(selection);
    reasons?.show(selection, changed.trim() !== '');
    return matrix.show(selection);
  };
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    verdictSection(report),
    filterBar(report, query, { show, help, push }),
    divergences.section,
    reasons?.section,
    matrix.section,
  );
}

/** @param {Report} report */
function verdictSection(report) {
  const { index } = report;
  const { verdict, counts } = index.verdict;
  return h(
    'section',
    { class: 'verdict', 'data-verdict': verdict, 'aria-labelledby': 'title' },
    h(
      'h1',
      { id: 'title', tabindex: -1 },
      h('span', { class: 'icon', 'aria-hidden': 'true' }, VERDICT_ICONS[verdict]),
      `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
    ),
    h('p', { class: 'lede' }, sentenceFor(index)),
    ...whereToLookFirst(report),
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
      ...index.targets.flatMap(({ name, summary }) => [h('dt', {}, name), h('dd', {}, summary)]),
      ...proofFact(index),
    ),
  );
}

/**
 * How strong the suite is, where somebody has proved it.
 *
 * @param {ReportIndex} index
 * @returns {readonly Node[]}
 */
function proofFact({ proof }) {
  if (proof === null) {
    return [];
  }
  const tiers = Object.entries(proof.tiers).filter(([, { total }]) => total > 0);
  const killed = tiers.map(([tier, { killed: own, total }]) => `${tier} ${own} of ${total}`).join(', ');
  const noise = proof.falsePositives > 0 ? ` · ${countOf(proof.falsePositives, 'false positive')}` : '';
  return [
    h('dt', {}, 'seeded bugs'),
    h('dd', {}, h('a', { href: '#/mutants' }, `${killed === '' ? 'none' : `killed: ${killed}`}`), noise),
  ];
}

const MOST_CAUSES = 3;

/**
 * What broke, where, and what shows it again, so that nobody has to scroll for it.
 *
 * @param {Report} report
 * @returns {readonly Node[]}
 */
function whereToLookFirst(report) {
  const { run, reasons, divergences } = report.index;
  const open = divergences.filter(({ waiver }) => waiver === undefined);
  const causes = causesOf([...Map.groupBy(open, ({ scenario }) => scenario).values()]);
  const [first] = causes;
  if (first !== undefined) {
    const more = causes.length - MOST_CAUSES;
    return [
      h('ul', { class: 'causes' }, ...causes.slice(0, MOST_CAUSES).map((cause) => causeView(report, cause))),
      ...(more > 0 ? [h('p', { class: 'quiet' }, `and ${countOf(more, 'other first difference')} below`)] : []),
      commandLine(`${run.reproduce}${first.scenarios[0]}`, 'Reproduce'),
    ];
  }
  const [reason] = reasons;
  const why = reason === undefined ? [] : [h('p', { class: 'first' }, `First: ${reason.message.split('\n')[0]}`)];
  return [...why, commandLine(run.command, 'Run again')];
}

const LONGEST_BRIEF = 80;

/**
 * `POST /login, response status: expected 401, mock 401, real 500`, and the scenario that shows it.
 *
 * @param {Report} report
 * @param {import('./findings.js').Cause} cause
 */
function causeView(report, { finding: { main, sides, problems }, scenarios }) {
  const title = report.rowOf(main.scenario)?.title ?? main.scenario;
  const more = scenarios.length - 1;
  return h(
    'li',
    {},
    h(
      'p',
      { class: 'brief' },
      h('code', { class: 'brief-step' }, main.step),
      ` ${placeInWords(main.channel, main.pointer, main.subject)}: `,
      ...togetherByText(sides).flatMap(({ targets, text }, index) => [
        index > 0 ? ' · ' : '',
        `${listed(targets)} `,
        h('code', { class: 'brief-value' }, text === '""' ? '(empty)' : cutText(text, LONGEST_BRIEF)),
        ...[...new Set(targets.map((target) => problems[target]?.split(': ')[0]))]
          .filter((problem) => problem !== undefined)
          .map((problem) => h('span', { class: 'quiet' }, ` ${problem}`)),
      ]),
    ),
    h(
      'p',
      { class: 'first' },
      'in ',
      h('a', { href: divergenceHref(main.id), 'data-item': true }, title),
      more > 0 && `, and there in ${countOf(more, 'more scenario')}`,
    ),
  );
}

/**
 * Those that show the same, together: `mock and real 401`.
 *
 * @param {import('./findings.js').Finding['sides']} sides
 */
function togetherByText(sides) {
  const named = sides.map(({ target, pieces }) => ({ target, text: textOfPieces(pieces) }));
  return [...Map.groupBy(named, ({ text }) => text)].map(([text, same]) => ({
    text,
    targets: same.map(({ target }) => target),
  }));
}

/** @param {ReportIndex} index */
function sentenceFor({ verdict: { verdict }, scenarios, divergences, targets }) {
  const names = targets.map(({ name }) => name);
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
      const some = scenarios.length === 1 ? 'The only scenario' : `${of('divergent')} of ${all}`;
      return `${some} ${howBroken(divergences, names)}.${gaps}`;
    }
  }
}

/**
 * A scenario on which all targets fail alike says something of the server; one on which they differ, of a mode.
 *
 * @param {ReportIndex['divergences']} divergences
 * @param {readonly string[]} names
 */
function howBroken(divergences, names) {
  const all = new Set(divergences.map(({ scenario }) => scenario)).size;
  const between = divergences.filter(({ targets }) => !targets.includes(EXPECTED_NAME));
  const apart = new Set(between.map(({ scenario }) => scenario)).size;
  if (apart === all) {
    return `went differently on ${listed(names)}`;
  }
  if (apart === 0) {
    return `failed on ${listed(names)} alike: the server does not do what is expected of it`;
  }
  return `failed: ${all - apart} on ${listed(names)} alike, and ${apart} differently`;
}
