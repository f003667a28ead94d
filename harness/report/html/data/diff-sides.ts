import { diffWordsWithSpace } from 'diff';
import type { Divergence } from '../../../evidence/divergence.ts';
import { formatPairInFull } from '../../content/format-pair.ts';
import { getSides } from '../../content/get-sides.ts';

/** Both sides of a divergence as text, cut into what they share and what they do not. */
export interface DiffData {
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
}

export type Piece = readonly ['same' | 'changed', string];

/** The whole of a longer value is in report.json. */
const LONGEST_SIDE = 4_000;
/** Beyond this many edits a word diff explains nothing, and its cost grows with the square. */
const MOST_EDITS = 400;

/** Enough to see what is other, in a list of many. */
const LONGEST_EXCERPT = 600;

/** Both sides of a divergence in pieces: what they share, and what is on one side alone. */
export function diffSides(divergence: Divergence): DiffData {
  return diffPieces(divergence, LONGEST_SIDE);
}

/** The same around the first place where the sides part. */
export function diffExcerpt(divergence: Divergence): DiffData {
  return diffPieces(divergence, LONGEST_EXCERPT);
}

function diffPieces(divergence: Divergence, longest: number): DiffData {
  const [left, right] = getSides(divergence);
  const [a, b] = formatPairInFull(left.value, right.value, longest);
  const isOneSided = left.value === undefined || right.value === undefined;
  const parts = isOneSided ? undefined : diffWordsWithSpace(a, b, { maxEditLength: MOST_EDITS });
  if (parts === undefined) {
    return { left: [['changed', a]], right: [['changed', b]] };
  }

  const piece = (isChanged: boolean, text: string): Piece => [isChanged ? 'changed' : 'same', text];
  return {
    left: parts.filter(({ added }) => !added).map(({ removed, value }) => piece(removed, value)),
    right: parts.filter(({ removed }) => !removed).map(({ added, value }) => piece(added, value)),
  };
}
