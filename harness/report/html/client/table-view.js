import { columns, inside, member, part } from './columns.js';
import { h } from './dom.js';
import { jsonView, textNodes } from './json-view.js';

/**
 * @typedef {import('../../../observe/json.ts').Json} Json
 * @typedef {import('./json-view.js').Marks} Marks
 * @typedef {import('./columns.js').Shown} Shown
 */

/** @param {readonly Shown[]} shown */
export function tableViews(shown) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  const isEmpty = (/** @type {string} */ name) =>
    shown.every(({ value }) => JSON.stringify(member(value, name) ?? []) === '[]');
  const empty = [...names].filter(isEmpty);
  const full = [...names].filter((name) => !isEmpty(name));
  return [
    ...full.map((name) => part(`Table ${name}`, columns(inside(shown, name), rowsView))),
    ...(empty.length > 0 ? [h('p', { class: 'quiet' }, `Without rows: ${empty.join(', ')}`)] : []),
  ];
}

/**
 * @param {Json} rows
 * @param {Marks} marks
 */
function rowsView(rows, marks) {
  if (!Array.isArray(rows)) return jsonView(rows, marks);
  if (rows.length === 0) return h('p', { class: 'quiet' }, 'No rows.');
  const names = [...new Set(rows.flatMap((row) => Object.keys(row ?? {})))];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Rows' },
    h(
      'table',
      { class: 'rows' },
      h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name)))),
      h(
        'tbody',
        {},
        ...rows.map((row, index) =>
          h(
            'tr',
            { class: marks.has(`/${index}`) ? 'marked' : undefined },
            ...names.map((name) => cellView(member(row, name), marks.has(`/${index}/${name}`))),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Json | undefined} value
 * @param {boolean} isMarked
 */
function cellView(value, isMarked) {
  const nodes = value === undefined ? [] : textNodes(typeof value === 'string' ? value : JSON.stringify(value));
  return h('td', {}, ...(isMarked ? [h('mark', {}, ...nodes)] : nodes));
}
