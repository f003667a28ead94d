import type { VerdictWord } from '../../../evidence/verdict.ts';
import type { ReportIndex } from '../report-data.ts';
import { divergencesSection } from './divergence-view.ts';
import { commandLine, countOf, cutText, h, listed } from './dom.ts';
import { filterBar } from './filter-bar.ts';
import type { Cause, Finding } from './findings.ts';
import { causesOf, EXPECTED_NAME, textOfPieces } from './findings.ts';
import { matrixSection } from './matrix-view.ts';
import { placeInWords } from './place-words.ts';
import { selectionFor } from './query.ts';
import { reasonsSection } from './reason-view.ts';
import type { Report } from './report-store.ts';
import { divergenceHref } from './route.ts';

const VERDICT_ICONS = { equivalent: '✓', divergent: '✗', inconclusive: '?' };

export function overviewView(
  report: Report,
  query: string,
  { help, push }: { readonly help: () => void; readonly push: (href: string) => void },
) {
  const divergences = divergencesSection(report);
  const reasons = reasonsSection(report);
  const matrix = matrixSection(report);
  const show = (changed: string) => {
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

function verdictSection(report: Report) {
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

/** How strong the suite is, where somebody has proved it. */
function proofFact({ proof }: ReportIndex): readonly Node[] {
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

/** What broke, where, and what shows it again, so that nobody has to scroll for it. */
function whereToLookFirst(report: Report): readonly Node[] {
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

/** `POST /login, response status: expected 401, mock 401, real 500`, and the scenario that shows it. */
function causeView(report: Report, { finding: { main, sides, problems }, scenarios }: Cause) {
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

/** Those that show the same, together: `mock and real 401`. */
function togetherByText(sides: Finding['sides']) {
  const named = sides.map(({ target, pieces }) => ({ target, text: textOfPieces(pieces) }));
  return [...Map.groupBy(named, ({ text }) => text)].map(([text, same]) => ({
    text,
    targets: same.map(({ target }) => target),
  }));
}

function sentenceFor({ verdict: { verdict }, scenarios, divergences, targets }: ReportIndex) {
  const names = targets.map(({ name }) => name);
  const of = (word: VerdictWord) => scenarios.filter((scenario) => scenario.verdict === word).length;
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

/** A scenario on which all targets fail alike says something of the server; one on which they differ, of a mode. */
function howBroken(divergences: ReportIndex['divergences'], names: readonly string[]) {
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
