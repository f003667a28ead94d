import { durationText, h, instantText } from './dom.js';
import { overviewView } from './overview-view.js';
import { parseRoute } from './route.js';
import { scenarioView } from './scenario-view.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('./route.js').Route} Route
 */

const SECTIONS = [
  ['divergences', 'Divergences'],
  ['reasons', 'Not judged'],
  ['scenarios', 'Scenarios'],
  ['coverage', 'Endpoints'],
  ['targets', 'Targets'],
  ['cassettes', 'Cassettes'],
  ['run', 'Run'],
];

start();

function start() {
  /** @type {ReportData} */
  const data = JSON.parse(document.getElementById('report-data')?.textContent ?? '{}');
  const page = document.getElementById('page');
  let overviewHash = '#/';
  const draw = () => {
    const route = parseRoute(location.hash);
    const main = mainFor(data, route, overviewHash);
    page?.replaceChildren(masthead(data), main);
    settle(route, main);
  };
  addEventListener('hashchange', (event) => {
    const left = new URL(event.oldURL).hash;
    if (parseRoute(left).page === 'overview' && left.includes('?')) overviewHash = left;
    draw();
  });
  document.querySelector('.skip-link')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
  draw();
}

/**
 * @param {ReportData} data
 * @param {Route} route
 * @param {string} overviewHash
 */
function mainFor(data, route, overviewHash) {
  if (route.page === 'overview') return overviewView(data, route.filter);
  const id =
    route.page === 'scenario' ? route.id : data.verdict.divergences.find((one) => one.id === route.id)?.scenario;
  const index = data.scenarios.findIndex((scenario) => scenario.id === id);
  if (index >= 0)
    return scenarioView(data, index, { isRaw: route.page === 'scenario' && route.isRaw, backHref: overviewHash });
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h('h1', { id: 'title', tabindex: -1 }, 'Not in this report'),
    h('p', {}, `This report has no ${route.page} ${route.id}. `, h('a', { href: '#/' }, 'To the overview')),
  );
}

/** @param {ReportData} data */
function masthead({ run, verdict, reasons }) {
  const isThere = (/** @type {string} */ section) =>
    section === 'divergences' ? verdict.divergences.length > 0 : section !== 'reasons' || reasons.length > 0;
  return h(
    'header',
    { class: 'masthead' },
    h('a', { class: 'brand', href: '#/' }, 'Parity report'),
    h('p', { class: 'quiet' }, `${instantText(run.startedAt)} · ${durationText(run.durationMs)} · run ${run.runId}`),
    h(
      'nav',
      { 'aria-label': 'Sections' },
      ...SECTIONS.filter(([id = '']) => isThere(id)).map(([id, name = '']) => h('a', { href: `#/${id}` }, name)),
    ),
  );
}

/**
 * Puts a person, and the focus of the keyboard, where the address leads.
 *
 * @param {Route} route
 * @param {HTMLElement} main
 */
function settle(route, main) {
  document.title = `${main.querySelector('h1')?.textContent ?? ''} · Parity report`;
  const id = idOf(route);
  const place = id === undefined ? null : document.getElementById(id);
  if (place === null || route.page === 'scenario') scrollTo(0, 0);
  else place.scrollIntoView({ block: route.page === 'divergence' ? 'center' : 'start' });
  place?.focus({ preventScroll: true });
}

/** @param {Route} route */
function idOf(route) {
  switch (route.page) {
    case 'scenario':
      return 'title';
    case 'divergence':
      return `divergence-${route.id}`;
    case 'overview':
      return route.section === '' ? undefined : `${route.section}-title`;
  }
}
