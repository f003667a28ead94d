import type { Json } from '../../../values/json.ts';
import { callViews } from './call-view.ts';
import type { Shown } from './columns.ts';
import { columns, inside, member, part } from './columns.ts';
import { h } from './dom.ts';
import { jsonView } from './json-view.ts';
import { tableViews } from './table-view.ts';
import { timelineView } from './timeline-view.ts';

const TITLES = {
  start: 'Start of the server',
  audit: 'Audit log',
  time: 'Time',
} as Readonly<Record<string, string>>;

/**
 * One channel of a step.
 *
 * @param before What the channel showed before, for each target.
 */
export function channelViews(
  channel: string,
  shown: readonly Shown[],
  before: readonly (Json | undefined)[],
): readonly Node[] {
  switch (channel) {
    case 'http':
      return shown.every(({ value }) => member(value, 'request') === undefined)
        ? [part('HTTP', columns(shown, jsonView))]
        : httpViews(shown);
    case 'stream':
      return [part('Events', columns(shown, timelineView))];
    case 'calls':
      return callViews(shown);
    case 'db':
      return tableViews(shown, before);
    default:
      return shown.every(({ value }) => JSON.stringify(value ?? []) === '[]')
        ? []
        : [part(TITLES[channel] ?? channel, columns(shown, jsonView))];
  }
}

function httpViews(shown: readonly Shown[]) {
  const names = new Set(shown.flatMap(({ value }) => Object.keys(value ?? {})));
  return [...names].map((name) => {
    const own = inside(shown, name);
    const hasHeaders = own.some(({ value }) => member(value, 'headers') !== undefined);
    if (!hasHeaders) {
      return part(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, columns(own, jsonView));
    }
    const headers = inside(own, 'headers');
    return part(
      name === 'request' ? 'Request' : 'Response',
      columns(own.map(withoutHeaders), jsonView),
      h(
        'details',
        { class: 'headers', open: headers.some(({ marks }) => marks.size > 0) },
        h('summary', {}, `Headers of the ${name}`),
        columns(headers, jsonView),
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
