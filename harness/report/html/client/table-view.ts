import type { Json } from '../../../values/json.ts';
import type { Shown } from './columns.ts';
import { columns, inside, member, part } from './columns.ts';
import { countOf, h } from './dom.ts';
import type { Marks } from './json-view.ts';
import { jsonView, textNodes } from './json-view.ts';

/**
 * Tables after a step, and what became of the rows since they were looked at before.
 *
 * @param before Of each target.
 */
export function tableViews(shown: readonly Shown[], before: readonly (Json | undefined)[]) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  const isEmpty = (name: string) =>
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

function isWithoutRows(rows: Json | undefined) {
  return JSON.stringify(rows ?? []) === '[]';
}

function changesView(value: Json, marks: Marks) {
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
  const isNew = ({ was }: (typeof all)[number]) => earlier !== null && was === undefined;
  const isOther = ({ row, was }: (typeof all)[number]) =>
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

export type RowChange = { readonly row: Json; readonly was: Json | undefined; readonly isGone: boolean };

function rowsTable(
  rows: readonly RowChange[],
  { marks, earlier }: { readonly marks: Marks; readonly earlier: readonly Json[] | null },
) {
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

function cellView(
  value: Json | undefined,
  { isMarked, before }: { readonly isMarked: boolean; readonly before: Json | undefined },
) {
  const nodes = cellNodes(value);
  const was = isSame(value, before) ? [] : [h('del', {}, ...cellNodes(before)), ' '];
  return h('td', {}, ...was, ...(isMarked ? [h('mark', {}, ...nodes)] : nodes));
}

function cellNodes(value: Json | undefined) {
  return value === undefined ? [] : textNodes(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A row keeps its identity, whatever else of it changes; without one, it is what it holds. */
function keyOf(row: Json) {
  return JSON.stringify(member(row, 'id') ?? row);
}

function isSame(a: Json | undefined, b: Json | undefined) {
  return JSON.stringify(a) === JSON.stringify(b);
}
