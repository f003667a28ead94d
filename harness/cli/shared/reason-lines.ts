import { toPrintableText } from '../../base/printable.ts';

interface ReasonText {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Of one kind; the others are counted, and are all in what `--json` prints. */
const MOST_OF_A_CODE = 5;

/** Reasons for a person: those of one kind together, with what to do next said once. */
export function formatReasons(reasons: readonly ReasonText[]): string {
  const groups = Map.groupBy(reasons, ({ code, hint }) => `${code}\n${hint}`);
  return [...groups.values()].map(groupLines).join('');
}

function groupLines(group: readonly ReasonText[]): string {
  const left = group.length - MOST_OF_A_CODE;
  const messages = group
    .slice(0, MOST_OF_A_CODE)
    .map(({ code, message }) => `  ${code}: ${toPrintableText(message)}\n`);
  const more = left > 0 ? `  and ${left} more; --json lists them\n` : '';
  return `${messages.join('')}${more}    -> ${toPrintableText(group[0]?.hint ?? '')}\n`;
}
