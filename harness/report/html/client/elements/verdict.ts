import type { VerdictWord } from '../../../../evidence/verdict.ts';
import { h } from './dom.ts';

/** How something is shown to be: a verdict, or approved by a waiver. */
export type State = VerdictWord | 'waived';

/** A colour is never all that tells one from another. */
export const STATE_MARKS = {
  equivalent: '✓',
  divergent: '✗',
  inconclusive: '?',
  waived: '~',
} as const satisfies Record<State, string>;

/** A state with its mark and colour. `text` stands for its name. */
export function renderBadge(state: State, text: string = state) {
  return h(
    'span',
    { class: 'badge', 'data-verdict': state },
    h('span', { 'aria-hidden': 'true' }, STATE_MARKS[state]),
    ' ',
    text,
  );
}
