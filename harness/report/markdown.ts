import { counted } from '../base/plural.ts';
import type { Divergence } from '../evidence/divergence.ts';
import type { Verdict, VerdictWord } from '../evidence/verdict.ts';
import { byScenario, type ScenarioDivergences } from './by-scenario.ts';
import { describeWitness } from './describe-witness.ts';
import { type DistinctReason, distinctReasons } from './distinct-reasons.ts';
import { codeSpan, fenced, plain, table } from './markdown-syntax.ts';
import { pairInFull } from './pair-text.ts';
import type { ReportInput } from './report-input.ts';
import { sidesOf } from './sides.ts';
import { cut } from './value-text.ts';
import { verdictFacts } from './verdict-facts.ts';

/** GitHub drops a step summary of more than 1,048,576 bytes as a whole; the rest is left to what else writes to it. */
const BUDGET_BYTES = 900_000;

/** How much is told. What explains goes before what names. */
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
export function markdown(input: ReportInput): string {
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
    headline(verdict),
    ...verdictFacts(verdict).map(plain),
    ...divergenceBlocks(input, detail),
    ...reasonBlocks(verdict, detail),
    ...scenarioBlocks(verdict, detail),
    targetBlock(verdict),
    ...coverageBlocks(verdict),
    runLine(input),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const MEANING: Readonly<Record<VerdictWord, string>> = {
  equivalent: 'Every scenario showed the same on every target.',
  divergent: 'The targets disagree, or one of them falls short of what a scenario coverage.',
  inconclusive: 'The evidence does not suffice for a verdict, so this is not green.',
};

function headline({ verdict, counts, targets }: Verdict): string {
  const names = targets.map(({ name }) => codeSpan(name)).join(', ');
  const numbers = [
    counted(counts.scenarios, 'scenario'),
    counted(counts.steps, 'step'),
    counted(counts.divergences, 'divergence'),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
  ];
  return `## Parity: ${verdict}\n\n${MEANING[verdict]} ${numbers.join(', ')} on ${names === '' ? 'no target' : names}.`;
}

function divergenceBlocks(input: ReportInput, detail: Detail): string[] {
  const { verdict } = input;
  let left = detail.mostDivergences;
  const groups = byScenario(input).flatMap((group) => {
    const divergences = group.divergences.slice(0, left);
    left -= divergences.length;
    return divergences.length > 0 ? [scenarioBlock({ ...group, divergences }, detail)] : [];
  });
  const more = verdict.counts.divergences - (detail.mostDivergences - left);
  const rest = more > 0 ? [`And ${counted(more, 'more divergence')} in \`report.html\`.`] : [];
  return verdict.counts.divergences === 0 ? [] : ['### Divergences', ...groups, ...rest];
}

function scenarioBlock({ title, divergences, command }: ScenarioDivergences, detail: Detail): string {
  const shown = divergences.map((divergence) => divergenceBlock(divergence, detail));
  return [`#### ${plain(title)}`, ...shown, fenced('sh', command)].join('\n\n');
}

function divergenceBlock(divergence: Divergence, { longestValue }: Detail): string {
  const { step, channel, pointer, kind } = divergence;
  const sides = sidesOf(divergence);
  const texts = pairInFull(sides[0].value, sides[1].value, longestValue);
  const [left, right] = sides.map(({ target }, index) => {
    const mark = index === 0 ? '-' : '+';
    const lines = (texts[index] ?? '').split('\n');
    const name = `${mark} ${target}:`;
    return lines.length === 1 ? `${name} ${lines[0]}` : [name, ...lines.map((line) => `${mark}   ${line}`)].join('\n');
  });
  return `${codeSpan(step)} differs at ${codeSpan(`${channel}${pointer}`)} (${kind}):\n\n${fenced('diff', `${left}\n${right}`)}`;
}

function reasonBlocks({ reasons }: Verdict, { mostReasons }: Detail): string[] {
  const distinct = distinctReasons(reasons);
  const more = distinct.length - mostReasons;
  return distinct.length === 0
    ? []
    : [
        '### What could not be judged',
        ...distinct.slice(0, mostReasons).map(reasonBlock),
        ...(more > 0 ? [`And ${counted(more, 'more reason')} in \`report.html\`.`] : []),
      ];
}

function reasonBlock({ code, message, hint, places }: DistinctReason): string {
  const shown = places.slice(0, 5).map(({ scenario, target }) => {
    return [scenario === null ? '' : codeSpan(scenario), target === null ? '' : `on ${codeSpan(target)}`]
      .join(' ')
      .trim();
  });
  const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
  const where = shown.length === 0 ? '' : ` ${shown.join(', ')}${more}`;
  return [`**${plain(code)}**${where}`, fenced('text', cut(message, 4_000)), `Next: ${plain(hint)}`].join('\n\n');
}

function scenarioBlocks({ scenarios, targets }: Verdict, { equivalentScenarios }: Detail): string[] {
  const listed = equivalentScenarios ? scenarios : scenarios.filter(({ verdict }) => verdict !== 'equivalent');
  if (listed.length === 0) {
    return [];
  }

  const names = targets.map(({ name }) => name);
  const rows = listed
    .toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict))
    .map(({ title, verdict, durationMs }) => [
      plain(title),
      verdict,
      ...names.map((name) => (durationMs[name] === undefined ? 'not run' : `${durationMs[name]} ms`)),
    ]);
  const content = table(['Scenario', 'Verdict', ...names.map(plain)], rows);
  return [
    details(`${counted(listed.length, 'scenario')}${equivalentScenarios ? '' : ' that are not equivalent'}`, content),
  ];
}

/** The worst first. */
const RANK: readonly VerdictWord[] = ['divergent', 'inconclusive', 'equivalent'];

function targetBlock({ targets }: Verdict): string {
  const rows = targets.map(({ name, witness }) => [plain(name), plain(describeWitness(witness))]);
  return `### Targets\n\n${table(['Target', 'What it proved to be'], rows)}`;
}

function coverageBlocks({ coverage, targets }: Verdict): string[] {
  const { endpoints } = coverage;
  if (endpoints.length === 0) {
    return [];
  }

  const names = targets.map(({ name }) => name);
  const rows = endpoints
    .slice(0, 500)
    .map(({ method, path, statuses }) => [
      codeSpan(`${method} ${path}`),
      ...names.map((name) => (statuses[name] ?? []).join(' ') || 'not reached'),
    ]);
  return [details(counted(endpoints.length, 'endpoint'), table(['Endpoint', ...names.map(plain)], rows))];
}

function runLine({ evidence: { manifest } }: ReportInput): string {
  const { runId, startedAt, durationMs, command } = manifest;
  return `Run ${codeSpan(runId)}, started ${startedAt}, ${(durationMs / 1_000).toFixed(1)} s: ${codeSpan(command)}`;
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
