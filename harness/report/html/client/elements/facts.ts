import { isJsonObject, type Json, type JsonObject } from '../../../../values/json.ts';
import { formatInstant, h } from './dom.ts';

/** Names with their values, those that are null left out. */
export function renderFacts(facts: JsonObject) {
  return h(
    'dl',
    { class: 'fact-list' },
    ...Object.entries(facts)
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, splitWords(name)), h('dd', {}, renderFact(value))]),
  );
}

function renderFact(value: Json): Node | string {
  if (Array.isArray(value)) {
    return value.map((item) => formatFact(item)).join(', ');
  }
  return isJsonObject(value) ? renderFacts(value) : formatFact(value);
}

function formatFact(value: Json): string {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return typeof value === 'string' ? formatInstant(value) : JSON.stringify(value);
}

function splitWords(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
