import type { EXPECTED } from '../../../../evidence/divergence.ts';
import type { DiffData, Piece } from '../../data/diff-sides.ts';
import type { DivergenceRow } from '../../data/divergences.ts';
import { joinNames } from '../elements/dom.ts';

/** What is other at one place of a step, on however many targets. */
export interface Finding {
  readonly divergences: readonly DivergenceRow[];
  /** Between two targets where there is such a one. */
  readonly main: DivergenceRow;
  /** Each target once. */
  readonly sides: readonly { readonly target: string; readonly pieces: readonly Piece[] }[];
  /** What a target said was wrong, by target. */
  readonly problems: Readonly<Record<string, string>>;
}

/** The name that stands for the scenario's own expectation among the targets of a divergence. */
export const EXPECTED_NAME: typeof EXPECTED = 'expected';

/** Divergences at one place are one finding: `expected 401, mock 401, real 500`. */
export function groupFindings(
  divergences: readonly DivergenceRow[],
  diffOf: (divergence: DivergenceRow) => DiffData,
): readonly Finding[] {
  const groups = new Map<string, DivergenceRow[]>();
  for (const one of divergences) {
    const key = [one.step, one.channel, one.pointer, one.waiver].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const main = group.find(({ targets }) => !targets.includes(EXPECTED_NAME)) ?? first;
    const problems = Object.assign({}, ...group.map((one) => one.problems ?? {}));
    return [{ divergences: group, main, sides: collectSides([...new Set([main, ...group])], diffOf), problems }];
  });
}

function collectSides(divergences: readonly DivergenceRow[], diffOf: (divergence: DivergenceRow) => DiffData) {
  const sides = new Map<string, readonly Piece[]>();
  for (const one of divergences) {
    const { left, right } = diffOf(one);
    const [a, b] = one.targets;
    if (!sides.has(a)) {
      sides.set(a, left);
    }
    if (!sides.has(b)) {
      sides.set(b, right);
    }
  }
  return [...sides]
    .map(([target, pieces]) => ({ target, pieces }))
    .toSorted((a, b) => Number(b.target === EXPECTED_NAME) - Number(a.target === EXPECTED_NAME));
}

export function joinPieces(pieces: readonly Piece[]) {
  return pieces.map(([, text]) => text).join('');
}

/** `status differs`, `only on mock`, `not as expected on mock and real` */
export function describeKind({ divergences, main }: Pick<Finding, 'divergences' | 'main'>) {
  const unmet = divergences.filter(({ targets }) => targets.includes(EXPECTED_NAME)).map(({ targets }) => targets[1]);
  const unexpected = unmet.length === 0 ? [] : [`not as expected on ${joinNames([...new Set(unmet)])}`];
  if (main.targets.includes(EXPECTED_NAME)) {
    return unexpected.join();
  }

  const [left, right] = main.targets;
  const words = { missing: `only on ${left}`, extra: `only on ${right}` };
  const apart = main.kind === 'missing' || main.kind === 'extra' ? words[main.kind] : `${main.kind} differs`;
  return [apart, ...unexpected].join(', ');
}

/** What several scenarios have in common in the place where they first go wrong. */
export interface Cause {
  /** Of the first of them. */
  readonly finding: Finding;
  readonly scenarios: readonly string[];
}

/**
 * What went wrong first in each scenario, once for all scenarios with the same cause. The most frequent comes first.
 *
 * @param scenarios The open divergences of each.
 */
export function groupCauses(scenarios: readonly (readonly DivergenceRow[])[]): readonly Cause[] {
  const causes = new Map<string, { readonly finding: Finding; readonly scenarios: string[] }>();
  for (const divergences of scenarios) {
    const findings = groupFindings(divergences, ({ excerpt }) => excerpt);
    const finding = findings.find(({ main }) => main.isSecondary !== true) ?? findings[0];
    if (finding === undefined) {
      continue;
    }
    const { step, channel, pointer, kind, scenario } = finding.main;
    const key = [step, channel, pointer, kind].join('\n');
    const cause = causes.get(key) ?? { finding, scenarios: [] };
    cause.scenarios.push(scenario);
    causes.set(key, cause);
  }
  return [...causes.values()].toSorted((a, b) => b.scenarios.length - a.scenarios.length);
}
