import { toPrintableLine, toPrintableText } from '../../base/printable.ts';

/** Text that stands as it is in GitHub Flavored Markdown (https://github.github.com/gfm/), in a table as well. */
export function escapeMarkdown(text: string): string {
  return toPrintableLine(text.replaceAll(/\s*\n\s*/g, ' ')).replaceAll(
    /[\\`*_{}[\]<>#|~]/g,
    (character) => `\\${character}`,
  );
}

/** Inline code, whatever backticks are in it. */
export function formatCodeSpan(text: string): string {
  const line = toPrintableLine(text.replaceAll(/\s*\n\s*/g, ' ')).replaceAll('|', '\\|');
  const ticks = '`'.repeat(measureLongestRun(line) + 1);
  return line.includes('`') ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** A block of code, closed by more backticks than any line of it has. */
export function formatCodeBlock(language: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, measureLongestRun(text) + 1));
  return `${ticks}${language}\n${toPrintableText(text)}\n${ticks}`;
}

export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function measureLongestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
