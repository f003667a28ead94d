import type { Divergence } from '../../../evidence/divergence.ts';
import { describePlace } from './channels.ts';
import { diffExcerpt } from './diff-sides.ts';
import type { DivergenceRow } from './divergences.ts';

/** So many are shown: noise is understood from the first of them. */
const MOST_ROWS = 200;

/**
 * Findings that are no divergences of the run, such as those of a control. Where a target was compared with itself, its
 * sides are told apart by the time: `real, first time` and `real, second time`.
 */
export function listFindings(findings: readonly Divergence[]): DivergenceRow[] {
  return findings.slice(0, MOST_ROWS).map((finding) => {
    const { left: _left, right: _right, ...row } = finding;
    const [a, b] = finding.targets;
    const targets = a === b ? ([`${a}, first time`, `${b}, second time`] as const) : finding.targets;
    return { ...row, targets, excerpt: diffExcerpt(finding), place: describePlace(finding) };
  });
}
