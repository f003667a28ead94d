import { h } from './dom.js';
import { textNodes } from './json-view.js';

/** @typedef {import('../report-data.ts').Piece} Piece */

/** How much of what both sides share is shown around a change, where not all of it is. */
const CONTEXT = 60;
const LONGEST_CHANGE = 400;

/**
 * One side of a divergence; what is on this side alone is marked.
 *
 * @param {readonly Piece[]} pieces
 * @param {boolean} isExcerpt
 */
export function piecesView(pieces, isExcerpt) {
  const isAllChanged = pieces.every(([kind]) => kind === 'changed');
  const nodes = pieces.flatMap(([kind, text], index) => {
    const shown = isExcerpt ? excerpt(text, { kind, isFirst: index === 0, isLast: index === pieces.length - 1 }) : text;
    const parts = textNodes(shown);
    return kind === 'changed' && !isAllChanged ? [h('mark', {}, ...parts)] : parts;
  });
  return h('pre', { class: 'code wrapped' }, ...nodes);
}

/**
 * @param {string} text
 * @param {{ readonly kind: Piece[0], readonly isFirst: boolean, readonly isLast: boolean }} place
 */
function excerpt(text, { kind, isFirst, isLast }) {
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
