import { callViews } from './call-view.js';
import { columns, inside, member, part } from './columns.js';
import { h } from './dom.js';
import { jsonView } from './json-view.js';
import { tableViews } from './table-view.js';
import { timelineView } from './timeline-view.js';

/**
 * @typedef {import('./columns.js').Shown} Shown
 * @typedef {import('../../../observe/json.ts').Json} Json
 */

const TITLES = /** @type {Readonly<Record<string, string>>} */ ({
  start: 'Start of the server',
  audit: 'Audit log',
  time: 'Time',
});

/**
 * One channel of a step.
 *
 * @param {string} channel
 * @param {readonly Shown[]} shown
 * @param {readonly (Json | undefined)[]} before What the channel showed before, for each target.
 * @returns {readonly Node[]}
 */
export function channelViews(channel, shown, before) {
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

/** @param {readonly Shown[]} shown */
function httpViews(shown) {
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

/**
 * @param {Shown} shown
 * @returns {Shown}
 */
function withoutHeaders({ target, value, marks }) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { target, value, marks };
  }
  const rest = Object.entries(value).filter(([key, item]) => key !== 'headers' && !(key === 'body' && item === null));
  return { target, value: Object.fromEntries(rest), marks };
}
