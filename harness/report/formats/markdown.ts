import { counted } from '../../base/plural.ts';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Verdict, VerdictWord } from '../../evidence/verdict.ts';
import { describeScope } from '../content/describe-scope.ts';
import { describeWitness } from '../content/describe-witness.ts';
import { formatPairInFull } from '../content/format-pair.ts';
import { truncate } from '../content/format-value.ts';
import { getSides } from '../content/get-sides.ts';
import { groupByScenario, type ScenarioDivergences } from '../content/group-by-scenario.ts';
import { type DistinctReason, groupReasons } from '../content/group-reasons.ts';
import { listVerdictFacts } from '../content/list-verdict-facts.ts';
import type { ReportInput } from '../content/report-input.ts';
import { compareVerdicts } from '../content/worst-first.ts';
import { escapeMarkdown, formatCodeBlock, formatCodeSpan, formatTable } from './markdown-syntax.ts';

/** GitHub drops a step summary of more than 1,048,576 bytes as a whole; the rest is left to what else writes to it. */
const BUDGET_BYTES = 900_000;

/** How much is shown. */
interface Detail {
  readonly longestValue: number;
  readonly mostDivergences: number;
  readonly mostReasons: number;
  readonly equivalentScenarios: boolean;
}

const DETAILS: readonly [Detail, ...Detail[]] = [
  { longestValue: 4_000, mostDivergences: 10_000, mostReasons: 1_000, equivalentScenarios: true },
  { longestValue: 400, mostDivergences: 5_000, mostReasons: 1_000, equivalentScenarios: true },
  { longestValue: 160, mostDivergences: 1_000, mostReasons: 200, equivalentScenarios: false },
  { longestValue: 80, mostDivergences: 100, mostReasons: 20, equivalentScenarios: false },
];

/** A verdict in the Markdown of a GitHub step summary. Where it would be too large, details go first. */
export function renderMarkdown(input: ReportInput): string {
  for (const detail of DETAILS) {
    const text = render(input, detail);
    if (Buffer.byteLength(text) <= BUDGET_BYTES) {
      return text;
    }
  }
  const [first] = DETAILS;
  return render(input, { ...first, longestValue: 80, mostDivergences: 0, mostReasons: 0, equivalentScenarios: false });
}

function render(input: ReportInput, detail: Detail): string {
  const { verdict } = input;
  const blocks = [
    renderHeadline(verdict),
    ...listVerdictFacts(verdict).map(escapeMarkdown),
    ...renderDivergences(input, detail),
    ...renderReasons(verdict, detail),
    ...renderScenarios(verdict, detail),
    renderTargets(verdict),
    ...renderCoverage(verdict),
    renderRun(input),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const MEANING: Readonly<Record<VerdictWord, string>> = {
  equivalent: 'Every scenario showed the same on every target.',
  divergent: 'The targets disagree, or one of them does not meet an expectation of a scenario.',
  inconclusive: 'The evidence does not suffice for a verdict, so this is not green.',
};

function renderHeadline({ verdict, counts, targets, scope }: Verdict): string {
  const names = targets.map(({ name }) => formatCodeSpan(name)).join(', ');
  const numbers = [
    escapeMarkdown(describeScope(scope)),
    counted(counts.steps, 'step'),
    counted(counts.divergences, 'divergence'),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
  ];
  const partial = scope.kind === 'partial' ? ' (partial run)' : '';
  return `## Parity: ${verdict}${partial}\n\n${MEANING[verdict]} ${numbers.join(', ')} on ${names === '' ? 'no target' : names}.`;
}

function renderDivergences(input: ReportInput, detail: Detail): string[] {
  const { verdict } = input;
  let left = detail.mostDivergences;
  const groups = groupByScenario(input).flatMap((group) => {
    const divergences = group.divergences.slice(0, left);
    left -= divergences.length;
    return divergences.length > 0 ? [renderScenario({ ...group, divergences }, detail)] : [];
  });
  const more = verdict.counts.divergences - (detail.mostDivergences - left);
  const rest = more > 0 ? [`And ${counted(more, 'more divergence')} in \`report.html\`.`] : [];
  return verdict.counts.divergences === 0 ? [] : ['### Divergences', ...groups, ...rest];
}

function renderScenario({ title, divergences, command }: ScenarioDivergences, detail: Detail): string {
  const shown = divergences.map((divergence) => renderDivergence(divergence, detail));
  return [`#### ${escapeMarkdown(title)}`, ...shown, formatCodeBlock('sh', command)].join('\n\n');
}

function renderDivergence(divergence: Divergence, { longestValue }: Detail): string {
  const { step, channel, pointer, kind } = divergence;
  const sides = getSides(divergence);
  const texts = formatPairInFull(sides[0].value, sides[1].value, longestValue);
  const [left, right] = sides.map(({ target }, index) => {
    const mark = index === 0 ? '-' : '+';
    const lines = (texts[index] ?? '').split('\n');
    const name = `${mark} ${target}:`;
    return lines.length === 1 ? `${name} ${lines[0]}` : [name, ...lines.map((line) => `${mark}   ${line}`)].join('\n');
  });
  const hint = divergence.hint === undefined ? '' : `\n\n${escapeMarkdown(divergence.hint)}`;
  return `${formatCodeSpan(step)} differs at ${formatCodeSpan(`${channel}${pointer}`)} (${kind}):\n\n${formatCodeBlock('diff', `${left}\n${right}`)}${hint}`;
}

function renderReasons({ reasons }: Verdict, { mostReasons }: Detail): string[] {
  const distinct = groupReasons(reasons);
  const more = distinct.length - mostReasons;
  return distinct.length === 0
    ? []
    : [
        '### Inconclusive',
        ...distinct.slice(0, mostReasons).map(renderReason),
        ...(more > 0 ? [`And ${counted(more, 'more reason')} in \`report.html\`.`] : []),
      ];
}

function renderReason({ code, message, hint, places }: DistinctReason): string {
  const shown = places.slice(0, 5).map(({ scenario, target }) => {
    return [scenario === null ? '' : formatCodeSpan(scenario), target === null ? '' : `on ${formatCodeSpan(target)}`]
      .join(' ')
      .trim();
  });
  const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
  const where = shown.length === 0 ? '' : ` ${shown.join(', ')}${more}`;
  return [
    `**${escapeMarkdown(code)}**${where}`,
    formatCodeBlock('text', truncate(message, 4_000)),
    `Next: ${escapeMarkdown(hint)}`,
  ].join('\n\n');
}

function renderScenarios({ scenarios, targets }: Verdict, { equivalentScenarios }: Detail): string[] {
  const listed = equivalentScenarios ? scenarios : scenarios.filter(({ verdict }) => verdict !== 'equivalent');
  if (listed.length === 0) {
    return [];
  }

  const names = targets.map(({ name }) => name);
  const rows = listed
    .toSorted(compareVerdicts)
    .map(({ title, verdict, durationMs }) => [
      escapeMarkdown(title),
      verdict,
      ...names.map((name) => (durationMs[name] === undefined ? 'not run' : `${durationMs[name]} ms`)),
    ]);
  const content = formatTable(['Scenario', 'Verdict', ...names.map(escapeMarkdown)], rows);
  return [
    renderDetails(
      `${counted(listed.length, 'scenario')}${equivalentScenarios ? '' : ' that are not equivalent'}`,
      content,
    ),
  ];
}

function renderTargets({ targets }: Verdict): string {
  const rows = targets.map(({ name, witness }) => [escapeMarkdown(name), escapeMarkdown(describeWitness(witness))]);
  return `### Targets\n\n${formatTable(['Target', 'Witness'], rows)}`;
}

function renderCoverage({ coverage, targets }: Verdict): string[] {
  const { endpoints } = coverage;
  if (endpoints.length === 0) {
    return [];
  }

  const names = targets.map(({ name }) => name);
  const rows = endpoints
    .slice(0, 500)
    .map(({ method, path, statuses }) => [
      formatCodeSpan(`${method} ${path}`),
      ...names.map((name) => (statuses[name] ?? []).join(' ') || 'not reached'),
    ]);
  return [
    renderDetails(counted(endpoints.length, 'endpoint'), formatTable(['Endpoint', ...names.map(escapeMarkdown)], rows)),
  ];
}

function renderRun({ evidence: { manifest } }: ReportInput): string {
  const { runId, startedAt, durationMs, command } = manifest;
  return `Run ${formatCodeSpan(runId)}, started ${startedAt}, ${(durationMs / 1_000).toFixed(1)} s: ${formatCodeSpan(command)}`;
}

function renderDetails(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
