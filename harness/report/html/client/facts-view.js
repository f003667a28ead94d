import { countOf, durationText, h, instantText } from './dom.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('../../../observe/json.ts').Json} Json
 */

/** @param {ReportData} data */
export function coverageSection(data) {
  const { endpoints } = data.verdict.coverage;
  if (endpoints.length === 0) return null;
  return h(
    'section',
    { id: 'coverage', 'aria-labelledby': 'coverage-title' },
    h('h2', { id: 'coverage-title', tabindex: -1 }, 'Endpoints reached'),
    h(
      'table',
      { class: 'matrix' },
      headRow(['Endpoint', ...data.targets.map(({ name }) => name)]),
      h(
        'tbody',
        {},
        ...endpoints.map(({ method, path, statuses }) =>
          h(
            'tr',
            {},
            h(
              'td',
              {},
              h('code', {}, `${method} ${path}`),
              isSame(statuses, data) ? null : h('span', { class: 'note' }, 'differs'),
            ),
            ...data.targets.map(({ name }) =>
              h('td', { 'data-label': name }, (statuses[name] ?? []).join(' ') || 'not reached'),
            ),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Readonly<Record<string, readonly number[]>>} statuses
 * @param {ReportData} data
 */
function isSame(statuses, { targets }) {
  return new Set(targets.map(({ name }) => (statuses[name] ?? []).join())).size === 1;
}

/** @param {ReportData} data */
export function targetsSection(data) {
  return h(
    'section',
    { id: 'targets', 'aria-labelledby': 'targets-title' },
    h('h2', { id: 'targets-title', tabindex: -1 }, 'Targets, and what they proved to be'),
    h(
      'div',
      { class: 'sides' },
      ...data.targets.map(({ name, witness }) =>
        h(
          'article',
          { class: 'panel' },
          h('h3', {}, name),
          Object.keys(witness).length === 0
            ? h('p', { class: 'quiet' }, 'It proved nothing about itself.')
            : factList(witness),
        ),
      ),
    ),
  );
}

/** @param {ReportData} data */
export function cassettesSection(data) {
  if (data.cassettes.length === 0) return null;
  return h(
    'section',
    { id: 'cassettes', 'aria-labelledby': 'cassettes-title' },
    h('h2', { id: 'cassettes-title', tabindex: -1 }, 'Cassettes played'),
    h(
      'table',
      { class: 'matrix' },
      headRow(['Scenario', 'Target', 'Recorded from', 'Recorded', 'Age at the run', 'Calls']),
      h(
        'tbody',
        {},
        ...data.cassettes.map(({ scenario, target, source, recordedAt, ageDays, replayed }) =>
          h(
            'tr',
            {},
            h('td', {}, h('a', { href: scenarioHref(scenario) }, scenario)),
            h('td', { 'data-label': 'Target' }, target),
            h('td', { 'data-label': 'Recorded from' }, source),
            h('td', { 'data-label': 'Recorded' }, instantText(recordedAt)),
            h('td', { 'data-label': 'Age at the run' }, ageDays === 0 ? 'under a day' : countOf(ageDays, 'day')),
            h('td', { 'data-label': 'Calls' }, replayed),
          ),
        ),
      ),
    ),
  );
}

/** @param {ReportData} data */
export function runSection({ run }) {
  const { runId, startedAt, durationMs, command, reference, environment } = run;
  return h(
    'section',
    { id: 'run', 'aria-labelledby': 'run-title' },
    h('h2', { id: 'run-title', tabindex: -1 }, 'This run'),
    factList({
      run: runId,
      started: instantText(startedAt),
      took: durationText(durationMs),
      command,
      'compared with': reference,
      ...environment,
    }),
    h('h3', {}, 'Rules in force'),
    h('p', { class: 'quiet' }, 'Where a value may vary, and what it must still be. Everything else must be the same.'),
    run.rules.length === 0
      ? h('p', {}, 'None.')
      : h(
          'table',
          { class: 'matrix' },
          headRow(['Place', 'Must be']),
          h(
            'tbody',
            {},
            ...run.rules.map(({ channel, pointer, meaning }) =>
              h('tr', {}, h('td', {}, h('code', {}, `${channel}${pointer}`)), h('td', {}, meaning)),
            ),
          ),
        ),
  );
}

/** @param {readonly string[]} names */
function headRow(names) {
  return h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name))));
}

/** @param {Readonly<Record<string, Json>>} facts */
function factList(facts) {
  return h(
    'dl',
    { class: 'fact-list' },
    ...Object.entries(facts)
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, inWords(name)), h('dd', {}, factValue(value))]),
  );
}

/**
 * @param {Json} value
 * @returns {Node | string}
 */
function factValue(value) {
  if (Array.isArray(value)) return value.map((item) => String(factText(item))).join(', ');
  if (typeof value === 'object' && value !== null) {
    return factList(/** @type {Readonly<Record<string, Json>>} */ (value));
  }
  return factText(value);
}

/** @param {Json} value */
function factText(value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? instantText(value) : JSON.stringify(value);
}

/** @param {string} name */
function inWords(name) {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
