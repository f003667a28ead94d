import { columns, inside, member, part } from './columns.js';
import { countOf, h } from './dom.js';
import { jsonView, textNodes } from './json-view.js';

/**
 * @typedef {import('../../../observe/json.ts').Json} Json
 * @typedef {import('./json-view.js').Marks} Marks
 * @typedef {import('./columns.js').Shown} Shown
 */

/**
 * Tables after a step, and what became of the rows since they were looked at before.
 *
 * @param {readonly Shown[]} shown
 * @param {readonly (Json | undefined)[]} before Of each target.
 */
export function tableViews(shown, before) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  const isEmpty = (/** @type {string} */ name) =>
    [...shown.map(({ value }) => value), ...before].every((tables) => isWithoutRows(member(tables, name)));
  const empty = [...names].filter(isEmpty);
  const full = [...names].filter((name) => !isEmpty(name));
  return [
    ...full.map((name) => {
      const rows = inside(shown, name).map((one, index) => ({
        ...one,
        value: one.value === undefined ? undefined : { rows: one.value, before: member(before[index], name) ?? null },
      }));
      return part(`Table ${name}`, columns(rows, changesView));
    }),
    ...(empty.length > 0 ? [h('p', { class: 'quiet' }, `Without rows: ${empty.join(', ')}`)] : []),
  ];
}

/** @param {Json | undefined} rows */
function isWithoutRows(rows) {
  return JSON.stringify(rows ?? []) === '[]';
}

/**
 * @param {Json} value
 * @param {Marks} marks
 */
function changesView(value, marks) {
  const [rows, before] = [member(value, 'rows') ?? null, member(value, 'before') ?? null];
  if (!Array.isArray(rows)) {
    return jsonView(rows, marks);
  }
  const earlier = Array.isArray(before) ? before : null;
  const known = new Map((earlier ?? []).map((row) => [keyOf(row), row]));
  const present = rows.map((row) => ({ row, was: known.get(keyOf(row)), isGone: false }));
  const keys = new Set(rows.map(keyOf));
  const gone = (earlier ?? []).filter((row) => !keys.has(keyOf(row)));
  const all = [...present, ...gone.map((row) => ({ row, was: row, isGone: true }))];
  const isNew = (/** @type {(typeof all)[number]} */ { was }) => earlier !== null && was === undefined;
  const isOther = (/** @type {(typeof all)[number]} */ { row, was }) =>
    was !== undefined && JSON.stringify(row) !== JSON.stringify(was);
  const counts = [
    countOf(rows.length, 'row'),
    ...(earlier === null ? [] : [`${all.filter(isNew).length} added`, `${all.filter(isOther).length} changed`]),
    ...(gone.length > 0 ? [`${gone.length} removed`] : []),
  ];
  const since = earlier === null ? ', looked at for the first time' : ' since the tables were looked at before';
  if (all.length === 0) {
    return h('p', { class: 'quiet' }, 'No rows.');
  }
  return h(
    'div',
    {},
    h('p', { class: 'quiet changes' }, `${counts.join(', ')}${since}`),
    rowsTable(all, { marks, earlier }),
  );
}

/** @typedef {{ readonly row: Json, readonly was: Json | undefined, readonly isGone: boolean }} RowChange */

/**
 * @param {readonly RowChange[]} rows
 * @param {{ readonly marks: Marks, readonly earlier: readonly Json[] | null }} options
 */
function rowsTable(rows, { marks, earlier }) {
  const names = [...new Set(rows.flatMap(({ row }) => Object.keys(row ?? {})))];
  const hasChanges = earlier !== null;
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Rows' },
    h(
      'table',
      { class: 'rows' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          hasChanges && h('th', { scope: 'col' }, 'change'),
          ...names.map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map(({ row, was, isGone }, index) => {
          const change = isGone ? 'removed' : was === undefined ? 'added' : isSame(row, was) ? '' : 'changed';
          return h(
            'tr',
            { class: marks.has(`/${index}`) ? 'marked' : undefined, 'data-change': hasChanges ? change : undefined },
            hasChanges && h('td', { class: 'change' }, change),
            ...names.map((name) =>
              cellView(member(row, name), {
                isMarked: marks.has(`/${index}/${name}`),
                before: change === 'changed' ? member(was, name) : member(row, name),
              }),
            ),
          );
        }),
      ),
    ),
  );
}

/**
 * @param {Json | undefined} value
 * @param {{ readonly isMarked: boolean, readonly before: Json | undefined }} options
 */
function cellView(value, { isMarked, before }) {
  const nodes = cellNodes(value);
  const was = isSame(value, before) ? [] : [h('del', {}, ...cellNodes(before)), ' '];
  return h('td', {}, ...was, ...(isMarked ? [h('mark', {}, ...nodes)] : nodes));
}

/** @param {Json | undefined} value */
function cellNodes(value) {
  return value === undefined ? [] : textNodes(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * A row keeps its identity, whatever else of it changes; without one, it is what it holds.
 *
 * @param {Json} row
 */
function keyOf(row) {
  return JSON.stringify(member(row, 'id') ?? row);
}

/**
 * @param {Json | undefined} a
 * @param {Json | undefined} b
 */
function isSame(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
