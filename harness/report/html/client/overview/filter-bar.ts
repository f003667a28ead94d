import { VERDICTS } from '../../../content/worst-first.ts';
import { formatCount, h } from '../elements/dom.ts';
import type { Report } from '../load-report.ts';
import { readStates, replaceStates } from '../query.ts';
import { getQueryHref } from '../route.ts';

/**
 * The query. It is kept in the address of the page: it can be sent, and the Back key goes to the one before.
 *
 * @param actions `show` says how many scenarios are left; `push` makes an entry in the history.
 */
export function createFilterBar(
  { index }: Report,
  query: string,
  {
    show,
    help,
    push,
  }: { readonly show: (query: string) => number; readonly help: () => void; readonly push: (href: string) => void },
) {
  const text = h('input', {
    type: 'search',
    id: 'filter-text',
    'aria-describedby': 'filter-count',
    placeholder: 'channel:http kind:missing target:real or any words',
    autocomplete: 'off',
    spellcheck: 'false',
    value: query,
  });
  const count = h('p', { class: 'quiet', role: 'status', id: 'filter-count' });
  const chosen = readStates(query);
  const boxes = VERDICTS.map((state) =>
    h('input', { type: 'checkbox', value: state, checked: chosen.includes(state) }),
  );
  const counts = Map.groupBy(index.scenarios, ({ verdict }): string => verdict);
  const all = formatCount(index.scenarios.length, 'scenario');
  const apply = () => {
    const left = show(text.value);
    const states = readStates(text.value);
    for (const box of boxes) {
      box.checked = states.includes(box.value);
    }
    count.textContent = left === index.scenarios.length ? all : `${left} of ${all}`;
  };
  const keep = () => {
    const isFirst = !location.hash.includes('?');
    const href = getQueryHref(text.value);
    if (isFirst) {
      push(href);
    } else {
      history.replaceState(history.state, '', href);
    }
    apply();
  };
  const toggle = () => {
    const states = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    text.value = replaceStates(text.value, states);
    keep();
  };
  text.addEventListener('input', keep);
  for (const box of boxes) {
    box.addEventListener('change', toggle);
  }
  apply();
  return h(
    'form',
    { class: 'filter', role: 'search', submit: (event) => event.preventDefault() },
    h('label', { for: 'filter-text' }, 'Filter'),
    text,
    h(
      'fieldset',
      {},
      h('legend', { class: 'visually-hidden' }, 'Only these verdicts'),
      ...boxes.map((box) => h('label', {}, box, `${box.value} (${counts.get(box.value)?.length ?? 0})`)),
    ),
    h('button', { type: 'button', click: help, 'aria-keyshortcuts': '?' }, 'Help'),
    count,
  );
}
