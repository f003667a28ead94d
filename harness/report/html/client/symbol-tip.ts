import { h } from './elements/dom.ts';

import type { Report } from './load-report.ts';

/** What a symbol without a number stands for: it hides a value that has no identity. */
const MEANINGS = [
  [/^<duration>/, 'any duration of 0 or more'],
  [/^<gauge>/, 'any whole number of 0 or more'],
  [/^<cost>/, 'any cost above 0'],
  [/^<tokens as reported>/, 'the tokens that the calls of this scenario reported'],
  [/^<tokens>/, 'any count of tokens above 0'],
  [/^<next>/, 'one more than in the event before'],
  [/^<hash /, 'a password hash with these parameters; its salt and digest are not compared'],
  [/^<instant/, 'an instant: its precision, its zone, and its distance from the earliest one near it are compared'],
] as const;

/** Says what a symbol stands for while the pointer or the focus is on it (WAI-ARIA, role `tooltip`). Escape hides it. */
export function createSymbolTip(report: Report) {
  const tip = h('div', { id: 'symbol-tip', role: 'tooltip', class: 'tip', hidden: true });
  let shown: Element | null = null;
  const hide = () => {
    shown?.removeAttribute('aria-describedby');
    shown = null;
    tip.hidden = true;
  };
  const show = async (place: EventTarget | null) => {
    const symbol = place instanceof Element ? place.closest('.symbol') : null;
    if (symbol === null || symbol === shown) {
      return;
    }
    hide();
    shown = symbol;
    const lines = await loadLines(report, symbol);
    if (shown !== symbol || lines.length === 0) {
      return;
    }
    tip.replaceChildren(...lines);
    tip.hidden = false;
    symbol.setAttribute('aria-describedby', tip.id);
    moveTo(tip, symbol.getBoundingClientRect());
  };
  document.addEventListener('pointerover', ({ target }) => {
    if (target instanceof Element && target.closest('.symbol, .tip') === null && shown !== document.activeElement) {
      hide();
    }
    void show(target);
  });
  document.addEventListener('focusin', ({ target }) => void show(target));
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || shown === null) {
      return;
    }
    event.preventDefault(); // it hides the tip, and does nothing else
    hide();
  });
  addEventListener('scroll', hide, { passive: true, capture: true });
  return tip;
}

async function loadLines(report: Report, symbol: Element) {
  const name = symbol.textContent;
  const scenario = symbol.closest('[data-scenario]')?.getAttribute('data-scenario') ?? '';
  const detail = await report.loadDetail(scenario);
  const values = (detail?.views ?? []).flatMap(({ target, symbols }) => {
    const value = symbols[name];
    return value === undefined ? [] : [h('div', {}, h('b', {}, target), ' ', h('code', {}, value))];
  });
  if (values.length > 0) {
    return values;
  }
  const [, meaning] = MEANINGS.find(([pattern]) => pattern.test(name)) ?? [];
  return meaning === undefined ? [] : [h('div', {}, meaning)];
}

/** Below the symbol, or above it where there is more room. */
function moveTo(tip: HTMLElement, place: DOMRect) {
  const left = Math.max(8, Math.min(place.left, innerWidth - tip.offsetWidth - 8));
  const isBelow = place.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${isBelow ? place.bottom + 4 : place.top - tip.offsetHeight - 4}px`;
}
