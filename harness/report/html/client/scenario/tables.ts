import type { Json } from '../../../../values/json.ts';
import { getMember, renderColumns, renderPart, type Shown, selectMember } from '../elements/columns.ts';
import { formatCount, h } from '../elements/dom.ts';
import { type Marks, renderJson, renderText } from '../elements/json.ts';

/**
 * Tables after a step, and what became of the rows since they were looked at before.
 *
 * @param before Of each target.
 */
export function renderTables(shown: readonly Shown[], before: readonly (Json | undefined)[]) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  const isEmpty = (name: string) =>
    [...shown.map(({ value }) => value), ...before].every((tables) => isWithoutRows(getMember(tables, name)));
  const empty = [...names].filter(isEmpty);
  const full = [...names].filter((name) => !isEmpty(name));
  return [
    ...full.map((name) => {
      const rows = selectMember(shown, name).map((one, index) => ({
        ...one,
        value:
          one.value === undefined ? undefined : { rows: one.value, before: getMember(before[index], name) ?? null },
      }));
      return renderPart(`Table ${name}`, renderColumns(rows, renderChanges));
    }),
    ...(empty.length > 0 ? [h('p', { class: 'quiet' }, `Without rows: ${empty.join(', ')}`)] : []),
  ];
}

function isWithoutRows(rows: Json | undefined) {
  return JSON.stringify(rows ?? []) === '[]';
}

function renderChanges(value: Json, marks: Marks) {
  const [rows, before] = [getMember(value, 'rows') ?? null, getMember(value, 'before') ?? null];
  if (!Array.isArray(rows)) {
    return renderJson(rows, marks);
  }
  const earlier = Array.isArray(before) ? before : null;
  const known = new Map((earlier ?? []).map((row) => [getRowKey(row), row]));
  const present = rows.map((row) => ({ row, was: known.get(getRowKey(row)), isGone: false }));
  const keys = new Set(rows.map(getRowKey));
  const gone = (earlier ?? []).filter((row) => !keys.has(getRowKey(row)));
  const all = [...present, ...gone.map((row) => ({ row, was: row, isGone: true }))];
  const isNew = ({ was }: (typeof all)[number]) => earlier !== null && was === undefined;
  const isOther = ({ row, was }: (typeof all)[number]) =>
    was !== undefined && JSON.stringify(row) !== JSON.stringify(was);
  const counts = [
    formatCount(rows.length, 'row'),
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
    renderRows(all, { marks, earlier }),
  );
}

export type RowChange = { readonly row: Json; readonly was: Json | undefined; readonly isGone: boolean };

function renderRows(
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
              renderCell(getMember(row, name), {
                isMarked: marks.has(`/${index}/${name}`),
                before: change === 'changed' ? getMember(was, name) : getMember(row, name),
              }),
            ),
          );
        }),
      ),
    ),
  );
}

function renderCell(
  value: Json | undefined,
  { isMarked, before }: { readonly isMarked: boolean; readonly before: Json | undefined },
) {
  const nodes = renderCellText(value);
  const was = isSame(value, before) ? [] : [h('del', {}, ...renderCellText(before)), ' '];
  return h('td', {}, ...was, ...(isMarked ? [h('mark', {}, ...nodes)] : nodes));
}

function renderCellText(value: Json | undefined) {
  return value === undefined ? [] : renderText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A row keeps its identity, whatever else of it changes; without one, it is what it holds. */
function getRowKey(row: Json) {
  return JSON.stringify(getMember(row, 'id') ?? row);
}

function isSame(a: Json | undefined, b: Json | undefined) {
  return JSON.stringify(a) === JSON.stringify(b);
}
