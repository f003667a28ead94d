import type { Divergence } from '../evidence/divergence.ts';
import type { Reason } from '../evidence/verdict.ts';
import type { Cell } from './cells.ts';
import { pairInOneLine } from './pair-text.ts';
import { sidesOf } from './sides.ts';

/** Everything that is wrong with a cell, in plain lines: for formats that have one text a test case. */
export function cellText({ command, divergences, reasons }: Cell): string {
  const blocks = [...divergences.map(divergenceText), ...reasons.map(reasonText)];
  const other = blocks.length === 0 ? ['Another target left no evidence to compare with.'] : blocks;
  return [...other, `Reproduce: ${command}`].join('\n\n');
}

/** One line for the same. */
export function cellMessage({ divergences, reasons }: Pick<Cell, 'divergences' | 'reasons'>): string {
  const [divergence, ...others] = divergences;
  if (divergence !== undefined) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    return `${placeOf(divergence)}${more}`;
  }
  const [reason] = reasons;
  return reason === undefined
    ? 'Another target left no evidence to compare with.'
    : `${reason.code}: ${reason.message.split('\n')[0]}`;
}

export function reasonText({ code, message, hint }: Reason): string {
  return `${code}: ${message}\n-> ${hint}`;
}

/** Where two targets part, and what each of them showed. */
export function divergenceText(divergence: Divergence): string {
  const [left, right] = sidesOf(divergence);
  const texts = pairInOneLine(left.value, right.value, 2_000);
  const lines = [left, right].map(({ target }, index) => `  ${target}: ${texts[index]}`);
  return [placeOf(divergence), ...lines].join('\n');
}

function placeOf({ step, channel, pointer, kind }: Divergence): string {
  return `${step}: ${channel}${pointer} differs in ${kind}`;
}
