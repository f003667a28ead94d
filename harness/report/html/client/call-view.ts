import type { Json } from '../../../values/json.ts';
import type { Shown } from './columns.ts';
import { columns, inside, member, part } from './columns.ts';
import { h } from './dom.ts';
import type { Marks } from './json-view.ts';
import { textNodes } from './json-view.ts';

export function callViews(shown: readonly Shown[]) {
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

/** Nothing for a call that every target made with a key of its own. */
function keyViews(keys: readonly Shown[]) {
  if (keys.every(({ value }) => value === undefined)) {
    return [];
  }
  const keyView = (key: Json, marks: Marks) => h('p', {}, marks.has('') ? h('mark', {}, String(key)) : String(key));
  return [h('h4', {}, 'Key that the scenario gave'), columns(keys, keyView)];
}

function modelNames(calls: readonly Shown[]) {
  const names = calls
    .filter(({ value }) => value !== undefined)
    .map(({ value }) => `${member(value, 'provider')}/${member(value, 'model')}`);
  return [...new Set(names)].join(' or ');
}

function promptView(request: Json, marks: Marks) {
  const { system, messages, ...settings } = request as Readonly<Record<string, Json>>;
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

function turnView(role: string, text: string, isMarked: boolean) {
  const nodes = textNodes(text);
  const body = h('pre', { class: 'code wrapped' }, ...(isMarked ? [h('mark', { class: 'block' }, ...nodes)] : nodes));
  return h('div', { class: 'turn' }, h('span', { class: 'role' }, role), body);
}

function settingNodes(settings: Readonly<Record<string, Json>>, marks: Marks) {
  return Object.entries(settings).flatMap(([name, value], index) => {
    const text = `${name} ${JSON.stringify(value)}`;
    return [index > 0 ? ', ' : '', marks.has(`/${name}`) ? h('mark', {}, text) : text];
  });
}

function outcomeView(outcome: Json, marks: Marks) {
  const { text, ...rest } = outcome as Readonly<Record<string, Json>>;
  return h(
    'div',
    { class: 'prompt' },
    typeof text === 'string' && turnView('answer', text, marks.has('/text') || marks.has('')),
    h('p', { class: 'quiet' }, ...settingNodes(rest, marks)),
  );
}
