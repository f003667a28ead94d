import { h, listed } from './dom.js';

/**
 * @typedef {import('../../../observe/json.ts').Json} Json
 * @typedef {import('./json-view.js').Marks} Marks
 *
 * @typedef {object} Shown What one target showed at a place.
 * @property {string} target
 * @property {Json | undefined} value
 * @property {Marks} marks
 */

/**
 * What the targets showed, side by side, or once where they showed the same.
 *
 * @param {readonly Shown[]} shown
 * @param {(value: Json, marks: Marks) => Node} draw
 */
export function columns(shown, draw) {
  const present = shown.filter(({ value }) => value !== undefined);
  const texts = new Set(shown.map(({ value }) => JSON.stringify(value)));
  const [first] = present;
  if (first?.value === undefined) {
    return h('p', { class: 'quiet' }, 'Nothing.');
  }
  if (texts.size === 1) {
    const names = shown.length > 1 ? `same on ${listed(shown.map(({ target }) => target))}` : first.target;
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

/**
 * @param {readonly Shown[]} shown
 * @param {string | number} key
 * @returns {Shown[]}
 */
export function inside(shown, key) {
  return shown.map(({ target, value, marks }) => ({
    target,
    value: member(value, key),
    marks: marksBelow(marks, key),
  }));
}

/**
 * @param {Json | undefined} value
 * @param {string | number} key
 * @returns {Json | undefined}
 */
export function member(value, key) {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  return /** @type {Readonly<Record<string, Json>>} */ (value)[key];
}

/**
 * @param {Marks} marks
 * @param {string | number} key
 * @returns {Marks}
 */
function marksBelow(marks, key) {
  const prefix = `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const below = [...marks].filter((pointer) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  return new Set(below.map((pointer) => pointer.slice(prefix.length)));
}

/**
 * @param {string} title
 * @param {...Node} content
 */
export function part(title, ...content) {
  return h('section', { class: 'part' }, h('h3', {}, title), ...content);
}
