import { callViews } from './call-view.js';
import { columns, inside, part } from './columns.js';
import { h } from './dom.js';
import { jsonView } from './json-view.js';
import { tableViews } from './table-view.js';

/** @typedef {import('./columns.js').Shown} Shown */

/**
 * One channel of a step.
 *
 * @param {string} channel
 * @param {readonly Shown[]} shown
 * @returns {readonly Node[]}
 */
export function channelViews(channel, shown) {
  switch (channel) {
    case 'http':
      return httpViews(shown);
    case 'stream':
      return [part('Events', columns(shown, jsonView))];
    case 'calls':
      return callViews(shown);
    case 'db':
      return tableViews(shown);
    default:
      return [part('Start of the server', columns(shown, jsonView))];
  }
}

/** @param {readonly Shown[]} shown */
function httpViews(shown) {
  return ['request', 'response'].map((name) => {
    const own = inside(shown, name);
    const headers = inside(own, 'headers');
    const isMarked = headers.some(({ marks }) => marks.size > 0);
    return part(
      name === 'request' ? 'Request' : 'Response',
      columns(own.map(withoutHeaders), jsonView),
      h(
        'details',
        { class: 'headers', open: isMarked },
        h('summary', {}, `Headers of the ${name}`),
        columns(headers, jsonView),
      ),
    );
  });
}

/**
 * @param {Shown} shown
 * @returns {Shown}
 */
function withoutHeaders({ target, value, marks }) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { target, value, marks };
  const rest = Object.entries(value).filter(([key, item]) => key !== 'headers' && !(key === 'body' && item === null));
  return { target, value: Object.fromEntries(rest), marks };
}
