import type { Piece } from '../../data/diff-sides.ts';
import { h } from './dom.ts';
import { renderText } from './json.ts';

/** How much of what both sides share is shown around a change, where not all of it is. */
const CONTEXT = 60;
const LONGEST_CHANGE = 400;

/** One side of a divergence; what is on this side alone is marked. */
export function renderPieces(pieces: readonly Piece[], isExcerpt: boolean) {
  const isAllChanged = pieces.every(([kind]) => kind === 'changed');
  const nodes = pieces.flatMap(([kind, text], index) => {
    const shown = isExcerpt
      ? cutExcerpt(text, { kind, isFirst: index === 0, isLast: index === pieces.length - 1 })
      : text;
    const parts = renderText(shown);
    return kind === 'changed' && !isAllChanged ? [h('mark', {}, ...parts)] : parts;
  });
  return h('pre', { class: 'code wrapped' }, ...nodes);
}

function cutExcerpt(
  text: string,
  { kind, isFirst, isLast }: { readonly kind: Piece[0]; readonly isFirst: boolean; readonly isLast: boolean },
) {
  if (kind === 'changed') {
    return text.length > LONGEST_CHANGE ? `${text.slice(0, LONGEST_CHANGE)} …` : text;
  }
  if (text.length <= CONTEXT * 2) {
    return text;
  }
  const before = isFirst ? '' : text.slice(0, CONTEXT).replace(/\S*$/, '');
  const after = isLast ? '' : text.slice(-CONTEXT).replace(/^\S*/, '').trimStart();
  return `${before}… ${after}`;
}
