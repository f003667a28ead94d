import type { Json } from '../../../../values/json.ts';
import { getMember, renderColumns, renderPart, type Shown, selectMember } from '../elements/columns.ts';
import { h } from '../elements/dom.ts';
import { type Marks, renderText } from '../elements/json.ts';

export function renderCalls(shown: readonly Shown[]) {
  const most = Math.max(...shown.map(({ value }) => (Array.isArray(value) ? value.length : 0)));
  return Array.from({ length: most }, (_, index) => {
    const call = selectMember(shown, index);
    const request = selectMember(call, 'request');
    return renderPart(
      `LLM call ${index + 1} of ${most}: ${listModels(call)}`,
      h('h4', {}, 'Prompt'),
      renderColumns(request, renderPrompt),
      ...renderKeys(selectMember(call, 'key')),
      h('h4', {}, 'Outcome'),
      renderColumns(selectMember(call, 'outcome'), renderOutcome),
    );
  });
}

/** Empty where no target used a key that the scenario gave. */
function renderKeys(keys: readonly Shown[]) {
  if (keys.every(({ value }) => value === undefined)) {
    return [];
  }
  const keyView = (key: Json, marks: Marks) => h('p', {}, marks.has('') ? h('mark', {}, String(key)) : String(key));
  return [h('h4', {}, 'Key that the scenario gave'), renderColumns(keys, keyView)];
}

function listModels(calls: readonly Shown[]) {
  const names = calls
    .filter(({ value }) => value !== undefined)
    .map(({ value }) => `${getMember(value, 'provider')}/${getMember(value, 'model')}`);
  return [...new Set(names)].join(' or ');
}

function renderPrompt(request: Json, marks: Marks) {
  const { system, messages, ...settings } = request as Readonly<Record<string, Json>>;
  const turns = Array.isArray(messages) ? messages : [];
  return h(
    'div',
    { class: 'prompt' },
    typeof system === 'string' && renderTurn('system', system, marks.has('/system')),
    ...turns.map((turn, index) =>
      renderTurn(
        String(getMember(turn, 'role')),
        String(getMember(turn, 'text')),
        marks.has(`/messages/${index}/text`) || marks.has(`/messages/${index}`),
      ),
    ),
    h('p', { class: 'quiet' }, ...renderSettings(settings, marks)),
  );
}

function renderTurn(role: string, text: string, isMarked: boolean) {
  const nodes = renderText(text);
  const body = h('pre', { class: 'code wrapped' }, ...(isMarked ? [h('mark', { class: 'block' }, ...nodes)] : nodes));
  return h('div', { class: 'turn' }, h('span', { class: 'role' }, role), body);
}

function renderSettings(settings: Readonly<Record<string, Json>>, marks: Marks) {
  return Object.entries(settings).flatMap(([name, value], index) => {
    const text = `${name} ${JSON.stringify(value)}`;
    return [index > 0 ? ', ' : '', marks.has(`/${name}`) ? h('mark', {}, text) : text];
  });
}

function renderOutcome(outcome: Json, marks: Marks) {
  const { text, ...rest } = outcome as Readonly<Record<string, Json>>;
  return h(
    'div',
    { class: 'prompt' },
    typeof text === 'string' && renderTurn('answer', text, marks.has('/text') || marks.has('')),
    h('p', { class: 'quiet' }, ...renderSettings(rest, marks)),
  );
}
