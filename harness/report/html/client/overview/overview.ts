import type { VerdictWord } from '../../../../evidence/verdict.ts';
import type { ReportIndex } from '../../data/build-index.ts';
import { cutText, formatCount, h, joinNames, renderCommand } from '../elements/dom.ts';
import { STATE_MARKS } from '../elements/verdict.ts';
import { type Cause, EXPECTED_NAME, type Finding, groupCauses, joinPieces } from '../findings/findings.ts';
import { createReasonList } from '../findings/reason.ts';
import type { Report } from '../load-report.ts';
import { createSelection } from '../query.ts';
import { getDivergenceHref } from '../route.ts';
import { createDivergenceList } from './divergence-list.ts';
import { createFilterBar } from './filter-bar.ts';
import { createScenarioTable } from './scenario-table.ts';

export function renderOverview(
  report: Report,
  query: string,
  { help, push }: { readonly help: () => void; readonly push: (href: string) => void },
) {
  const divergences = createDivergenceList(report);
  const reasons = createReasonList(report);
  const matrix = createScenarioTable(report);
  const show = (changed: string) => {
    const selection = createSelection(report, changed);
    divergences.show(selection);
    reasons?.show(selection, changed.trim() !== '');
    return matrix.show(selection);
  };
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    renderVerdictSection(report),
    createFilterBar(report, query, { show, help, push }),
    divergences.section,
    reasons?.section,
    matrix.section,
  );
}

function renderVerdictSection(report: Report) {
  const { index } = report;
  const { verdict, counts } = index.verdict;
  return h(
    'section',
    { class: 'verdict', 'data-verdict': verdict, 'aria-labelledby': 'title' },
    h(
      'h1',
      { id: 'title', tabindex: -1 },
      h('span', { class: 'icon', 'aria-hidden': 'true' }, STATE_MARKS[verdict]),
      `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
    ),
    h('p', { class: 'lede' }, describeVerdict(index)),
    ...renderCauses(report),
    h(
      'p',
      { class: 'facts' },
      ...[
        formatCount(counts.scenarios, 'scenario'),
        formatCount(counts.steps, 'step'),
        formatCount(counts.divergences, 'divergence'),
        ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
      ].map((text) => h('span', {}, text)),
    ),
    h(
      'dl',
      { class: 'fact-list' },
      ...index.targets.flatMap(({ name, summary }) => [h('dt', {}, name), h('dd', {}, summary)]),
      ...renderProof(index),
    ),
  );
}

/** The mutation score, where it was measured. */
function renderProof({ proof }: ReportIndex): readonly Node[] {
  if (proof === null) {
    return [];
  }
  const tiers = Object.entries(proof.tiers).filter(([, { total }]) => total > 0);
  const killed = tiers.map(([tier, { killed: own, total }]) => `${tier} ${own} of ${total}`).join(', ');
  const noise = proof.falsePositives > 0 ? ` · ${formatCount(proof.falsePositives, 'false positive')}` : '';
  return [
    h('dt', {}, 'mutants'),
    h('dd', {}, h('a', { href: '#/mutants' }, `${killed === '' ? 'none' : `killed: ${killed}`}`), noise),
  ];
}

const MOST_CAUSES = 3;

/** What broke, where, and the command that reproduces it: on the first screen. */
function renderCauses(report: Report): readonly Node[] {
  const { run, reasons, divergences } = report.index;
  const open = divergences.filter(({ waiver }) => waiver === undefined);
  const causes = groupCauses([...Map.groupBy(open, ({ scenario }) => scenario).values()]);
  const [first] = causes;
  if (first !== undefined) {
    const more = causes.length - MOST_CAUSES;
    return [
      h('ul', { class: 'causes' }, ...causes.slice(0, MOST_CAUSES).map((cause) => renderCause(report, cause))),
      ...(more > 0 ? [h('p', { class: 'quiet' }, `and ${formatCount(more, 'other first difference')} below`)] : []),
      renderCommand(`${run.reproduce}${first.scenarios[0]}`, 'Reproduce'),
    ];
  }
  const [reason] = reasons;
  const why = reason === undefined ? [] : [h('p', { class: 'first' }, `First: ${reason.message.split('\n')[0]}`)];
  return [...why, renderCommand(run.command, 'Run again')];
}

const LONGEST_BRIEF = 80;

/** `POST /login, response status: expected 401, mock 401, real 500`, and the scenario that shows it. */
function renderCause(report: Report, { finding: { main, sides, problems }, scenarios }: Cause) {
  const title = report.findScenario(main.scenario)?.title ?? main.scenario;
  const more = scenarios.length - 1;
  return h(
    'li',
    {},
    h(
      'p',
      { class: 'brief' },
      h('code', { class: 'brief-step' }, main.step),
      ` ${main.place}: `,
      ...groupByText(sides).flatMap(({ targets, text }, index) => [
        index > 0 ? ' · ' : '',
        `${joinNames(targets)} `,
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
      h('a', { href: getDivergenceHref(main.id), 'data-item': true }, title),
      more > 0 && `, and there in ${formatCount(more, 'more scenario')}`,
    ),
  );
}

/** Those that show the same, together: `mock and real 401`. */
function groupByText(sides: Finding['sides']) {
  const named = sides.map(({ target, pieces }) => ({ target, text: joinPieces(pieces) }));
  return [...Map.groupBy(named, ({ text }) => text)].map(([text, same]) => ({
    text,
    targets: same.map(({ target }) => target),
  }));
}

function describeVerdict({ verdict: { verdict }, scenarios, divergences, targets }: ReportIndex) {
  const names = targets.map(({ name }) => name);
  const of = (word: VerdictWord) => scenarios.filter((scenario) => scenario.verdict === word).length;
  const all = formatCount(scenarios.length, 'scenario');
  switch (verdict) {
    case 'equivalent':
      return `${all === '1 scenario' ? 'The only scenario' : `All ${all}`} showed the same on ${joinNames(names)}.`;
    case 'inconclusive':
      return of('inconclusive') === 0
        ? 'The run as a whole could not be judged, so this is not green.'
        : `${of('inconclusive')} of ${all} could not be judged, so this is not green.`;
    case 'divergent': {
      const gaps = of('inconclusive') > 0 ? ` ${of('inconclusive')} more could not be judged.` : '';
      const some = scenarios.length === 1 ? 'The only scenario' : `${of('divergent')} of ${all}`;
      return `${some} ${describeFailures(divergences, names)}.${gaps}`;
    }
  }
}

/** A scenario on which all targets fail alike says something of the server; one on which they differ, of a mode. */
function describeFailures(divergences: ReportIndex['divergences'], names: readonly string[]) {
  const all = new Set(divergences.map(({ scenario }) => scenario)).size;
  const between = divergences.filter(({ targets }) => !targets.includes(EXPECTED_NAME));
  const apart = new Set(between.map(({ scenario }) => scenario)).size;
  if (apart === all) {
    return `went differently on ${joinNames(names)}`;
  }
  if (apart === 0) {
    return `failed on ${joinNames(names)} alike: the server does not do what is expected of it`;
  }
  return `failed: ${all - apart} on ${joinNames(names)} alike, and ${apart} differently`;
}
