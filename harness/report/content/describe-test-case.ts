import type { Divergence } from '../../evidence/divergence.ts';
import type { Reason } from '../../evidence/verdict.ts';
import { formatPairInline } from './format-pair.ts';
import { getSides } from './get-sides.ts';
import type { TestCase } from './list-test-cases.ts';

/** Everything that is wrong with a cell, in plain lines: for formats that have one text a test case. */
export function describeTestCase({ command, divergences, reasons }: TestCase): string {
  const blocks = [...divergences.map(describeDivergence), ...reasons.map(describeReason)];
  const other = blocks.length === 0 ? ['Another target left no evidence to compare with.'] : blocks;
  return [...other, `Reproduce: ${command}`].join('\n\n');
}

/** One line for the same. */
export function summariseTestCase({ divergences, reasons }: Pick<TestCase, 'divergences' | 'reasons'>): string {
  const [divergence, ...others] = divergences;
  if (divergence !== undefined) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    return `${describePlace(divergence)}${more}`;
  }
  const [reason] = reasons;
  return reason === undefined
    ? 'Another target left no evidence to compare with.'
    : `${reason.code}: ${reason.message.split('\n')[0]}`;
}

export function describeReason({ code, message, hint }: Reason): string {
  return `${code}: ${message}\n-> ${hint}`;
}

/** Where two targets part, and what each of them showed. */
export function describeDivergence(divergence: Divergence): string {
  const [left, right] = getSides(divergence);
  const texts = formatPairInline(left.value, right.value, 2_000);
  const lines = [left, right].map(({ target }, index) => `  ${target}: ${texts[index]}`);
  return [describePlace(divergence), ...lines].join('\n');
}

function describePlace({ step, channel, pointer, kind }: Divergence): string {
  return `${step}: ${channel}${pointer} differs in ${kind}`;
}
