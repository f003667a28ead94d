import type { Json } from '../../../../values/json.ts';
import { h, joinNames } from './dom.ts';
import type { Marks } from './json.ts';

/** What one target showed at a place. */
export interface Shown {
  readonly target: string;
  readonly value: Json | undefined;
  readonly marks: Marks;
}

/** What the targets showed, side by side, or once where they showed the same. */
export function renderColumns(shown: readonly Shown[], draw: (value: Json, marks: Marks) => Node) {
  const present = shown.filter(({ value }) => value !== undefined);
  const texts = new Set(shown.map(({ value }) => JSON.stringify(value)));
  const [first] = present;
  if (first?.value === undefined) {
    return h('p', { class: 'quiet' }, 'Nothing.');
  }
  if (texts.size === 1) {
    const names = shown.length > 1 ? `same on ${joinNames(shown.map(({ target }) => target))}` : first.target;
    return h('figure', { class: 'side' }, h('figcaption', {}, names), draw(first.value, first.marks));
  }
  return h(
    'div',
    { class: 'sides' },
    ...shown.map(({ target, value, marks }) =>
      h(
        'figure',
        { class: 'side' },
        h('figcaption', {}, target),
        value === undefined ? h('p', { class: 'quiet' }, 'Nothing.') : draw(value, marks),
      ),
    ),
  );
}

export function selectMember(shown: readonly Shown[], key: string | number): Shown[] {
  return shown.map(({ target, value, marks }) => ({
    target,
    value: getMember(value, key),
    marks: selectMarks(marks, key),
  }));
}

export function getMember(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  return (value as Readonly<Record<string, Json>>)[key];
}

function selectMarks(marks: Marks, key: string | number): Marks {
  const prefix = `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const below = [...marks].filter((pointer) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  return new Set(below.map((pointer) => pointer.slice(prefix.length)));
}

export function renderPart(title: string, ...content: Node[]) {
  return h('section', { class: 'part' }, h('h3', {}, title), ...content);
}
