import type { Json } from '../../../../values/json.ts';
import type { ChannelData } from '../../data/channels.ts';
import { getMember, renderColumns, renderPart, type Shown, selectMember } from '../elements/columns.ts';
import { h } from '../elements/dom.ts';
import { renderJson } from '../elements/json.ts';
import { renderCalls } from './calls.ts';
import { renderTables } from './tables.ts';
import { renderTimeline } from './timeline.ts';

/**
 * One channel of a step.
 *
 * @param before What the channel showed before, for each target.
 */
export function renderChannel(
  { title, view }: ChannelData,
  shown: readonly Shown[],
  before: readonly (Json | undefined)[],
): readonly Node[] {
  switch (view) {
    case 'exchange':
      return shown.every(({ value }) => getMember(value, 'request') === undefined)
        ? [renderPart(title, renderColumns(shown, renderJson))]
        : renderHttp(shown);
    case 'events':
      return [renderPart(title, renderColumns(shown, renderTimeline))];
    case 'llm-calls':
      return renderCalls(shown);
    case 'tables':
      return renderTables(shown, before);
    case 'value':
      return shown.every(({ value }) => JSON.stringify(value ?? []) === '[]')
        ? []
        : [renderPart(title, renderColumns(shown, renderJson))];
  }
}

function renderHttp(shown: readonly Shown[]) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  return [...names].map((name) => {
    const own = selectMember(shown, name);
    const hasHeaders = own.some(({ value }) => getMember(value, 'headers') !== undefined);
    if (!hasHeaders) {
      return renderPart(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, renderColumns(own, renderJson));
    }
    const headers = selectMember(own, 'headers');
    return renderPart(
      name === 'request' ? 'Request' : 'Response',
      renderColumns(own.map(withoutHeaders), renderJson),
      h(
        'details',
        { class: 'headers', open: headers.some(({ marks }) => marks.size > 0) },
        h('summary', {}, `Headers of the ${name}`),
        renderColumns(headers, renderJson),
      ),
    );
  });
}

function withoutHeaders({ target, value, marks }: Shown): Shown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { target, value, marks };
  }
  const rest = Object.entries(value).filter(([key, item]) => key !== 'headers' && !(key === 'body' && item === null));
  return { target, value: Object.fromEntries(rest), marks };
}
