import { diffWordsWithSpace } from 'diff';

/** How many unchanged characters are shown on each side of a change. */
const CONTEXT = 24;
/** How much of a removed or added text is shown, and of all changes together. */
const LONGEST_CHANGE = 160;
const LONGEST_LINE = 800;
/** Beyond this many edits a word diff explains nothing, and its cost grows with the square. */
const MOST_EDITS = 300;

/**
 * One line that shows how a text changed: `...kept [-removed-]{+added+} kept...`. Line breaks are shown as `\n`. Texts
 * that have little in common are named by their lengths and the character where they part.
 */
export function describeTextChange(recorded: string, actual: string): string {
  const parts = diffWordsWithSpace(recorded, actual, { maxEditLength: MOST_EDITS });
  if (parts === undefined) {
    return `${recorded.length} characters became ${actual.length}, other from character ${firstDifference(recorded, actual)}`;
  }
  const shown = parts.map((part, index) => {
    if (part.added) {
      return `{+${cut(part.value, LONGEST_CHANGE)}+}`;
    }
    if (part.removed) {
      return `[-${cut(part.value, LONGEST_CHANGE)}-]`;
    }
    return shorten(part.value, { atStart: index === 0, atEnd: index === parts.length - 1 });
  });
  return cut(shown.join('').replaceAll('\n', '\\n'), LONGEST_LINE);
}

export function firstDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    if (a[index] !== b[index]) {
      return index;
    }
  }
  return shorter;
}

function shorten(text: string, place: { readonly atStart: boolean; readonly atEnd: boolean }): string {
  const before = place.atStart ? '' : text.slice(0, CONTEXT);
  const after = place.atEnd ? '' : text.slice(-CONTEXT);
  return text.length <= CONTEXT * 2 ? text : `${before}...${after}`;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}... (${text.length} characters)`;
}
