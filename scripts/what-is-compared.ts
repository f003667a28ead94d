import type { ComparedPart } from '../harness/channels/channel.ts';
import { CHANNELS, findChannel } from '../harness/channels/channels.ts';
import { FORMATS } from '../harness/values/formats/formats.ts';

/** The text of `docs/reference/what-is-compared.md`, from what the channels say of themselves. */
export function renderWhatIsCompared(): string {
  return [
    INTRODUCTION,
    ...CHANNELS.map(({ name, title, compared }) => renderChannel(`\`${name}\`: ${title}`, compared)),
    renderChannel("A project's own channels", findChannel('own').compared),
    SYMBOLS,
    renderTable(['value', 'compared'], KINDS),
    `Recognised wherever a text is wholly of one: ${FORMATS.map(({ name }) => `\`${name}\``).join(', ')}.\n`,
  ].join('\n');
}

const INTRODUCTION = `# What is compared

<!-- Written by \`npm run docs:reference\` from harness/channels. Edit the channels, not this file. -->

Everything that arrives is either compared or named here with the reason why not. A step is compared channel by channel, in this
order. A channel that only one target shows is a divergence.
`;

const SYMBOLS = `## Up to symbols

A value that legitimately differs between two runs becomes a symbol before it is compared. Symbols are compared up to a renaming
that holds for the whole scenario: an identifier that is swapped, constant, leaked or made anew is a divergence.
`;

const KINDS = [
  ['an identifier', 'its format and form, and where the same one comes again; also as the name of a member'],
  ['a moment near the run', 'its form, and the distance to the run or to the earliest moment of its object, rounded'],
  ['a moment more than a day before the run', 'exactly as it is written'],
  ['a password hash', 'algorithm, parameters, lengths of salt and digest, and where the same one comes again'],
  ['a JWT', 'header, claims, times as relations to `iat`, whether there is a signature and its length'],
  ['the text of a model', 'which model said it, and where it is quoted'],
  ['what a rule names', 'what the rule demands; no rule can ignore a value'],
];

function renderChannel(title: string, parts: readonly ComparedPart[]): string {
  const rows = parts.map(({ part, how, why = '' }) => [part, how, why]);
  return `## ${title}\n\n${renderTable(['part', 'compared', 'why'], rows)}`;
}

/** Cells of one column are as wide as the widest of them. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) => Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)));
  const renderRow = (row: readonly string[]) =>
    `| ${widths.map((width, index) => (row[index] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(renderRow).join('\n').concat('\n');
}
