import { commandLine, h } from './dom.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('../../distinct-reasons.ts').DistinctReason} DistinctReason
 */

const MOST_PLACES = 8;

/** @param {ReportData} data */
export function reasonsSection(data) {
  if (data.reasons.length === 0) return null;
  return h(
    'section',
    { id: 'reasons', 'aria-labelledby': 'reasons-title' },
    h('h2', { id: 'reasons-title', tabindex: -1 }, 'What could not be judged'),
    ...data.reasons.map((reason) => reasonView(data, reason)),
  );
}

/**
 * @param {ReportData} data
 * @param {DistinctReason} reason
 */
export function reasonView(data, { code, message, hint, places }) {
  const [first = '', ...others] = message.split('\n');
  const hidden = places.length - MOST_PLACES;
  return h(
    'article',
    { class: 'panel', 'data-verdict': 'inconclusive' },
    h('h3', {}, first),
    others.length > 0 && h('pre', { class: 'code wrapped' }, others.join('\n')),
    hintView(hint),
    h(
      'p',
      { class: 'places' },
      h('code', {}, code),
      ...places
        .slice(0, MOST_PLACES)
        .flatMap(({ scenario, target }) => [
          ' ',
          scenario !== null && h('a', { href: scenarioHref(scenario) }, titleOf(data, scenario)),
          target !== null && ` on ${target}`,
        ]),
      hidden > 0 && ` and ${hidden} more`,
    ),
  );
}

/**
 * What to do next; a command in it can be copied.
 *
 * @param {string} hint
 */
function hintView(hint) {
  const [words = '', command] = hint.split(/(?<=^|: )(?=npx )/);
  if (hint.startsWith('npx ')) return commandLine(hint, 'Next');
  if (command !== undefined) return commandLine(command, words.trim());
  return h('p', { class: 'hint' }, h('span', { class: 'command-label' }, 'Next'), hint);
}

/**
 * @param {ReportData} data
 * @param {string} id
 */
function titleOf({ scenarios }, id) {
  return scenarios.find((scenario) => scenario.id === id)?.title ?? id;
}
