import { columns, inside, member, part } from './columns.js';
import { h } from './dom.js';
import { textNodes } from './json-view.js';

/**
 * @typedef {import('../../../observe/json.ts').Json} Json
 * @typedef {import('./json-view.js').Marks} Marks
 * @typedef {import('./columns.js').Shown} Shown
 */

/** @param {readonly Shown[]} shown */
export function callViews(shown) {
  const most = Math.max(...shown.map(({ value }) => (Array.isArray(value) ? value.length : 0)));
  return Array.from({ length: most }, (_, index) => {
    const call = inside(shown, index);
    const request = inside(call, 'request');
    return part(
      `LLM call ${index + 1} of ${most}: ${modelNames(call)}`,
      h('h4', {}, 'Prompt'),
      columns(request, promptView),
      ...keyViews(inside(call, 'key')),
      h('h4', {}, 'Outcome'),
      columns(inside(call, 'outcome'), outcomeView),
    );
  });
}

/**
 * Nothing for a call that every target made with a key of its own.
 *
 * @param {readonly Shown[]} keys
 */
function keyViews(keys) {
  if (keys.every(({ value }) => value === undefined)) {
    return [];
  }
  const keyView = (/** @type {Json} */ key, /** @type {Marks} */ marks) =>
    h('p', {}, marks.has('') ? h('mark', {}, String(key)) : String(key));
  return [h('h4', {}, 'Key that the scenario gave'), columns(keys, keyView)];
}

/** @param {readonly Shown[]} calls */
function modelNames(calls) {
  const names = calls
    .filter(({ value }) => value !== undefined)
    .map(({ value }) => `${member(value, 'provider')}/${member(value, 'model')}`);
  return [...new Set(names)].join(' or ');
}

/**
 * @param {Json} request
 * @param {Marks} marks
 */
function promptView(request, marks) {
  const { system, messages, ...settings } = /** @type {Readonly<Record<string, Json>>} */ (request);
  const turns = Array.isArray(messages) ? messages : [];
  return h(
    'div',
    { class: 'prompt' },
    typeof system === 'string' && turnView('system', system, marks.has('/system')),
    ...turns.map((turn, index) =>
      turnView(
        String(member(turn, 'role')),
        String(member(turn, 'text')),
        marks.has(`/messages/${index}/text`) || marks.has(`/messages/${index}`),
      ),
    ),
    h('p', { class: 'quiet' }, ...settingNodes(settings, marks)),
  );
}

/**
 * @param {string} role
 * @param {string} text
 * @param {boolean} isMarked
 */
function turnView(role, text, isMarked) {
  const nodes = textNodes(text);
  const body = h('pre', { class: 'code wrapped' }, ...(isMarked ? [h('mark', { class: 'block' }, ...nodes)] : nodes));
  return h('div', { class: 'turn' }, h('span', { class: 'role' }, role), body);
}

/**
 * @param {Readonly<Record<string, Json>>} settings
 * @param {Marks} marks
 */
function settingNodes(settings, marks) {
  return Object.entries(settings).flatMap(([name, value], index) => {
    const text = `${name} ${JSON.stringify(value)}`;
    return [index > 0 ? ', ' : '', marks.has(`/${name}`) ? h('mark', {}, text) : text];
  });
}

/**
 * @param {Json} outcome
 * @param {Marks} marks
 */
function outcomeView(outcome, marks) {
  const { text, ...rest } = /** @type {Readonly<Record<string, Json>>} */ (outcome);
  return h(
    'div',
    { class: 'prompt' },
    typeof text === 'string' && turnView('answer', text, marks.has('/text') || marks.has('')),
    h('p', { class: 'quiet' }, ...settingNodes(rest, marks)),
  );
}
