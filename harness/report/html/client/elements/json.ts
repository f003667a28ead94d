import type { Json } from '../../../../values/json.ts';
import { h } from './dom.ts';

/** JSON pointers of values that diverge. */
export type Marks = ReadonlySet<string>;

export const NO_MARKS: Marks = new Set();

const INDENT = '  ';

/**
 * A value as indented JSON, in which symbols and the places that diverge stand out.
 *
 * @param pointer Of the value itself.
 */
export function renderJson(value: Json, marks: Marks = NO_MARKS, pointer: string = '') {
  return h('pre', { class: 'code' }, ...renderValue(value, { marks, pointer, indent: '' }));
}

export type Place = { readonly marks: Marks; readonly pointer: string; readonly indent: string };

function renderValue(value: Json, place: Place): (Node | string)[] {
  const nodes = renderUnmarked(value, place);
  if (!place.marks.has(place.pointer)) {
    return nodes;
  }
  const isBlock = typeof value === 'object' && value !== null;
  return [h('mark', { class: isBlock ? 'block' : undefined }, ...nodes)];
}

function renderUnmarked(value: Json, place: Place): (Node | string)[] {
  if (typeof value === 'string') {
    return renderText(JSON.stringify(value));
  }
  if (typeof value !== 'object' || value === null) {
    return [h('span', { class: 'scalar' }, String(value))];
  }

  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return [`${open}${close}`];
  }

  const indent = `${place.indent}${INDENT}`;
  const lines = entries.flatMap(([key, item], index) => {
    const pointer = `${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const name = isList ? [] : [h('span', { class: 'key' }, JSON.stringify(key)), ': '];
    const comma = index < entries.length - 1 ? ',' : '';
    return [`\n${indent}`, ...name, ...renderValue(item, { ...place, pointer, indent }), comma];
  });
  return [open, ...lines, `\n${place.indent}${close}`];
}

const SYMBOLS = /(<[a-z][^<>\n]{0,80}>)/;

/** Text in which the symbols of the canonical view stand out. */
export function renderText(text: string): (Node | string)[] {
  return text
    .split(SYMBOLS)
    .map((part, index) => (index % 2 === 1 ? h('span', { class: 'symbol', tabindex: 0 }, part) : part))
    .filter((part) => part !== '');
}
