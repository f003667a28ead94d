import { durationText, h, instantText } from './dom.js';
import { factPages, factView } from './fact-pages.js';
import { helpDialog, listenToKeys } from './keyboard.js';
import { overviewView } from './overview-view.js';
import { rememberPlaces } from './places.js';
import { loadReport } from './report-store.js';
import { parseRoute } from './route.js';
import { scenarioView } from './scenario-view.js';
import { symbolTip } from './symbol-tip.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('./route.js').Route} Route
 */

start().catch((error) => {
  document.body.append(h('p', { class: 'noscript', role: 'alert' }, `This browser cannot show the report: ${error}`));
  throw error;
});

async function start() {
  const report = await loadReport();
  const page = document.getElementById('page');
  const help = helpDialog();
  document.body.append(help, symbolTip(report));
  const places = rememberPlaces();
  let overviewHash = '#/';
  let turn = 0;
  const draw = async () => {
    turn += 1;
    const own = turn;
    const route = parseRoute(location.hash);
    const main = await mainFor(report, route, { overviewHash, help: () => help.showModal(), push: places.push });
    if (own !== turn) {
      return; // somebody has gone on meanwhile
    }
    page?.replaceChildren(masthead(report, route), main);
    settle(route, { main, place: places.arrive() });
    page?.setAttribute('data-shows', location.hash);
  };
  addEventListener('hashchange', ({ oldURL }) => {
    const { hash } = new URL(oldURL);
    if (parseRoute(hash).page === 'overview') {
      overviewHash = hash === '' ? '#/' : hash;
    }
    void draw();
  });
  listenToKeys({
    help,
    leave: () => {
      if (parseRoute(location.hash).page !== 'overview') {
        location.hash = overviewHash;
      }
    },
  });
  document.querySelector('.skip-link')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
  await draw();
}

/**
 * @param {Report} report
 * @param {Route} route
 * @param {{ readonly overviewHash: string, readonly help: () => void, readonly push: (href: string) => void }} context
 */
async function mainFor(report, route, { overviewHash, help, push }) {
  if (route.page === 'overview') {
    return overviewView(report, route.query, { help, push });
  }
  if (route.page !== 'scenario' && route.page !== 'divergence') {
    return factView(report, route);
  }
  const id =
    route.page === 'scenario' ? route.id : report.index.divergences.find((one) => one.id === route.id)?.scenario;
  const row = id === undefined ? undefined : report.rowOf(id);
  if (row !== undefined) {
    const detail = await report.detailOf(row.id);
    return scenarioView(report, row, {
      detail,
      isRaw: route.page === 'scenario' && route.isRaw,
      backHref: overviewHash,
    });
  }
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h('h1', { id: 'title', tabindex: -1 }, 'Not in this report'),
    h('p', {}, `This report has no ${route.page} ${route.id}. `, h('a', { href: '#/' }, 'To the overview')),
  );
}

/**
 * @param {Report} report
 * @param {Route} route
 */
function masthead(report, { page }) {
  const { run } = report.index;
  const isOverview = !factPages(report).some(({ id }) => id === page);
  const current = (/** @type {boolean} */ isHere) => (isHere ? 'page' : undefined);
  return h(
    'header',
    { class: 'masthead' },
    h('a', { class: 'brand', href: '#/' }, 'Parity report'),
    h('p', { class: 'quiet' }, `${instantText(run.startedAt)} · ${durationText(run.durationMs)} · run ${run.runId}`),
    h(
      'nav',
      { 'aria-label': 'Views' },
      h('a', { href: '#/', 'aria-current': current(isOverview) }, 'Scenarios'),
      ...factPages(report).map(({ id, name }) =>
        h('a', { href: `#/${id}`, 'aria-current': current(id === page) }, name),
      ),
    ),
  );
}

/**
 * Puts a person, and the focus of the keyboard, where the address leads, or where they were when they left.
 *
 * @param {Route} route
 * @param {{ readonly main: HTMLElement, readonly place: import('./places.js').Place | undefined }} arrival
 */
function settle(route, { main, place }) {
  document.title = `${main.querySelector('h1')?.textContent ?? ''} · Parity report`;
  if (place !== undefined) {
    const left = [...main.querySelectorAll('a')].find((link) => link.getAttribute('href') === place.href);
    left?.focus({ preventScroll: true });
    scrollTo(0, place.top);
    return;
  }
  const destination = destinationOf(route, main);
  if (destination === null || route.page === 'scenario') {
    scrollTo(0, 0);
  } else {
    destination.scrollIntoView({ block: route.page === 'divergence' ? 'center' : 'start' });
  }
  destination?.focus({ preventScroll: true });
}

/**
 * @param {Route} route
 * @param {HTMLElement} main
 * @returns {HTMLElement | null}
 */
function destinationOf(route, main) {
  if (route.page === 'divergence') {
    return main.querySelector(`[data-divergences~="${CSS.escape(route.id)}"]`);
  }
  if (route.page !== 'overview') {
    return main.querySelector('#title');
  }
  return route.section === '' ? null : main.querySelector(`#${CSS.escape(route.section)}-title`);
}
