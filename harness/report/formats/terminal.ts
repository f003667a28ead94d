import type { Paint } from '../../base/painter.ts';
import { counted } from '../../base/plural.ts';
import { toPrintableLine } from '../../base/printable.ts';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Verdict, VerdictWord } from '../../evidence/verdict.ts';
import { describeScope } from '../content/describe-scope.ts';
import { describeWitness } from '../content/describe-witness.ts';
import { formatPairInline } from '../content/format-pair.ts';
import { getSides } from '../content/get-sides.ts';
import { groupByScenario, type ScenarioDivergences } from '../content/group-by-scenario.ts';
import { type DistinctReason, groupReasons } from '../content/group-reasons.ts';
import { listVerdictFacts } from '../content/list-verdict-facts.ts';
import type { ReportInput } from '../content/report-input.ts';

/** The page has them all. */
const MOST_DIVERGENCES = 20;
const MOST_REASONS = 10;
/** Of the places that one reason was given for. */
const MOST_PLACES = 5;

/**
 * What a person understands at once: the verdict, what the targets were, what broke and where, and what to type next.
 * `reportPath` is the page that shows the rest; without one none is named.
 */
export function renderTerminalSummary(input: ReportInput, paint: Paint, reportPath?: string): string {
  const { verdict } = input;
  const sections = [
    [
      renderHeadline(verdict, paint),
      ...listVerdictFacts(verdict).map((fact) => `  ${toPrintableLine(fact)}`),
      ...renderTargets(verdict, paint),
    ],
    ...renderDivergences(input, paint, reportPath),
    renderWaived(input, paint),
    ...renderReasons(verdict, paint),
    reportPath === undefined ? [] : [`${paint('dim', 'Report')} ${reportPath}`],
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.join('\n'));
  return lines.join('\n\n');
}

const COLOUR: Readonly<Record<VerdictWord, 'green' | 'red' | 'yellow'>> = {
  equivalent: 'green',
  divergent: 'red',
  inconclusive: 'yellow',
};

function renderHeadline({ verdict, counts, scenarios, scope }: Verdict, paint: Paint): string {
  const of = (word: VerdictWord) => scenarios.filter((scenario) => scenario.verdict === word).length;
  const broken = (['divergent', 'inconclusive'] as const).flatMap((word) =>
    of(word) > 0 ? [`${of(word)} ${word}`] : [],
  );
  const parts = [
    `${toPrintableLine(describeScope(scope))}${broken.length > 0 ? ` (${broken.join(', ')})` : ''}`,
    counted(counts.targets, 'target'),
    counted(counts.steps, 'step'),
    counted(counts.divergences, 'divergence'),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
  ];
  return `${paint('bold', paint(COLOUR[verdict], verdict.toUpperCase()))}  ${parts.join(' · ')}`;
}

/** Waived divergences are always listed, with their owner. */
function renderWaived({ verdict, evidence }: ReportInput, paint: Paint): string[] {
  const used = new Set(verdict.divergences.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver])));
  const waivers = evidence.manifest.waivers.filter(({ id }) => used.has(id));
  return waivers.map(({ id, owner, expires, scenario, channel, pointer, reason }) =>
    [
      paint('yellow', '~'),
      toPrintableLine(`waived by ${id} (${owner}, until ${expires}): ${scenario} · ${channel}${pointer} · ${reason}`),
    ].join(' '),
  );
}

function renderTargets({ targets }: Verdict, paint: Paint): string[] {
  const width = Math.max(0, ...targets.map(({ name }) => name.length));
  return targets.map(
    ({ name, witness }) =>
      `  ${toPrintableLine(name).padEnd(width)}  ${paint('dim', toPrintableLine(describeWitness(witness)))}`,
  );
}

function renderDivergences(input: ReportInput, paint: Paint, reportPath: string | undefined): string[][] {
  const { verdict } = input;
  const groups = takeDivergences(groupByScenario(input), MOST_DIVERGENCES);
  const shown = groups.reduce((sum, { divergences }) => sum + divergences.length, 0);
  const more = verdict.counts.divergences - shown;
  const rest = more > 0 ? [[`and ${more} more in ${reportPath ?? 'report.html'}`]] : [];
  return [...groups.map((group) => renderScenario(group, paint)), ...rest];
}

function takeDivergences(groups: readonly ScenarioDivergences[], most: number): readonly ScenarioDivergences[] {
  let left = most;
  return groups.flatMap((group) => {
    const divergences = group.divergences.slice(0, left);
    left -= divergences.length;
    return divergences.length > 0 ? [{ ...group, divergences }] : [];
  });
}

function renderScenario({ title, divergences, command }: ScenarioDivergences, paint: Paint): string[] {
  return [
    `${paint('red', '✗')} ${paint('bold', toPrintableLine(title))}`,
    ...divergences.flatMap((divergence) => renderDivergence(divergence, paint)),
    `  ${paint('dim', 'reproduce:')} ${toPrintableLine(command)}`,
  ];
}

function renderDivergence(divergence: Divergence, paint: Paint): string[] {
  const { step, channel, pointer, kind } = divergence;
  const sides = getSides(divergence);
  const width = Math.max(...sides.map(({ target }) => target.length));
  const texts = formatPairInline(sides[0].value, sides[1].value);
  return [
    `  ${toPrintableLine(step)} ${paint('dim', '·')} ${toPrintableLine(`${channel}${pointer}`)} ${paint('dim', `· ${kind}`)}`,
    ...sides.map(
      ({ target }, index) => `    ${toPrintableLine(target).padEnd(width)}  ${toPrintableLine(texts[index] ?? '')}`,
    ),
    ...(divergence.hint === undefined ? [] : [`    ${paint('dim', toPrintableLine(divergence.hint))}`]),
  ];
}

function renderReasons({ reasons }: Verdict, paint: Paint): string[][] {
  const distinct = groupReasons(reasons);
  const more = distinct.length - MOST_REASONS;
  return [
    ...distinct.slice(0, MOST_REASONS).map((reason) => renderReason(reason, paint)),
    ...(more > 0 ? [[`and ${counted(more, 'more reason')}`]] : []),
  ];
}

function renderReason({ code, message, hint, places }: DistinctReason, paint: Paint): string[] {
  const where = places.slice(0, MOST_PLACES).map(({ scenario, target }) => {
    const place = [scenario, target === null ? null : `on ${target}`].filter((part) => part !== null).join(' ');
    return `  ${paint('dim', toPrintableLine(place))}`;
  });
  const [first = '', ...others] = message.split('\n');
  return [
    `${paint('yellow', '?')} ${paint('bold', toPrintableLine(code))}  ${toPrintableLine(first)}`,
    ...others.map((line) => `  ${toPrintableLine(line)}`),
    ...where,
    ...(places.length > MOST_PLACES ? [`  ${paint('dim', `and ${places.length - MOST_PLACES} more`)}`] : []),
    `  ${paint('dim', '->')} ${toPrintableLine(hint)}`,
  ];
}
