import { h } from './elements/dom.ts';
import { QUERY_KEYS } from './query.ts';

const SHORTCUTS = [
  ['j or ↓', 'the next scenario, finding or step'],
  ['k or ↑', 'the one before'],
  ['Enter', 'open it'],
  ['/', 'to the filter'],
  ['Esc', 'close what is open, else back to all scenarios'],
  ['?', 'this help'],
] as const;

/** The help of the page: its keys and its query language, with the channels of the report. */
export function createHelp(channels: readonly string[]) {
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Help'),
    h('h3', {}, 'Keys'),
    renderPairs(SHORTCUTS.map(([key, meaning]) => [h('kbd', {}, key), meaning])),
    h('h3', {}, 'Filter'),
    h(
      'p',
      { class: 'quiet' },
      'Words and "quoted text" are found in titles, files and places. All must match; a comma means or, a minus means not. The filter is part of the address of the page.',
    ),
    renderPairs(
      QUERY_KEYS.map(({ name, example, meaning }) => [
        h('code', {}, `${name}:${example}`),
        name === 'channel' ? channels.join(', ') : meaning,
      ]),
    ),
    h('form', { method: 'dialog' }, h('button', {}, 'Close')),
  );
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) {
      dialog.close();
    }
  });
  return dialog;
}

function renderPairs(rows: readonly (readonly [Node, string])[]) {
  return h(
    'dl',
    { class: 'fact-list' },
    ...rows.flatMap(([name, meaning]) => [h('dt', {}, name), h('dd', {}, meaning)]),
  );
}

export function listenToKeys({ help, leave }: { readonly help: HTMLDialogElement; readonly leave: () => void }) {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    if (ctrlKey || metaKey || altKey || defaultPrevented || help.open) {
      return;
    }
    const isTyping = target instanceof HTMLInputElement && target.type === 'search';
    if (isTyping) {
      if (key === 'Escape' && target.value === '') {
        target.blur();
      }
      if (key === 'ArrowDown') {
        moveFocus(event, 1);
      }
      return;
    }
    const isOnItem = document.activeElement?.matches('[data-item]') === true;
    if (key === 'j' || (key === 'ArrowDown' && isOnItem)) {
      moveFocus(event, 1);
    } else if (key === 'k' || (key === 'ArrowUp' && isOnItem)) {
      moveFocus(event, -1);
    } else if (key === '/') {
      focusFilter(event);
    } else if (key === '?') {
      help.showModal();
    } else if (key === 'Escape') {
      leave();
    }
  });
}

function moveFocus(event: KeyboardEvent, direction: 1 | -1) {
  const items = [...document.querySelectorAll('main [data-item]')].filter(
    (item) => item instanceof HTMLElement && item.checkVisibility(),
  );
  const active = document.activeElement;
  const current = active === null ? -1 : items.indexOf(active);
  const next = current >= 0 ? items[current + direction] : findNext(items, direction);
  if (!(next instanceof HTMLElement)) {
    return;
  }
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/** The first item behind what has the focus, or the last before it. */
function findNext(items: readonly Element[], direction: 1 | -1) {
  const active = document.activeElement ?? document.body;
  const isBehind = (item: Element) => (active.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return direction === 1 ? items.find(isBehind) : items.findLast((item) => !isBehind(item));
}

function focusFilter(event: KeyboardEvent) {
  const filter = document.getElementById('filter-text');
  if (!(filter instanceof HTMLInputElement)) {
    return;
  }
  event.preventDefault();
  filter.focus();
  filter.select();
}
