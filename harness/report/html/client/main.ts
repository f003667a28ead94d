/// <reference lib="dom" />

import { formatDuration, formatInstant, h } from './elements/dom.ts';
import { createHelp, listenToKeys } from './keyboard.ts';
import type { Report } from './load-report.ts';
import { loadReport } from './load-report.ts';
import { renderOverview } from './overview/overview.ts';
import { factPages, factView } from './pages.ts';
import type { Route } from './route.ts';
import { parseRoute } from './route.ts';
import { renderScenario } from './scenario/scenario.ts';
import type { Position } from './scroll-positions.ts';
import { rememberPositions } from './scroll-positions.ts';
import { createSymbolTip } from './symbol-tip.ts';

start().catch((error) => {
  document.body.append(h('p', { class: 'noscript', role: 'alert' }, `This browser cannot show the report: ${error}`));
  throw error;
});

async function start() {
  const report = await loadReport();
  const page = document.getElementById('page');
  const help = createHelp();
  document.body.append(help, createSymbolTip(report));
  const places = rememberPositions();
  let overviewHash = '#/';
  let turn = 0;
  const draw = async () => {
    turn += 1;
    const own = turn;
    const route = parseRoute(location.hash);
    const main = await renderMain(report, route, { overviewHash, help: () => help.showModal(), push: places.push });
    if (own !== turn) {
      return; // somebody has gone on meanwhile
    }
    page?.replaceChildren(renderMasthead(report, route), main);
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

async function renderMain(
  report: Report,
  route: Route,
  {
    overviewHash,
    help,
    push,
  }: { readonly overviewHash: string; readonly help: () => void; readonly push: (href: string) => void },
) {
  if (route.page === 'overview') {
    return renderOverview(report, route.query, { help, push });
  }
  if (route.page !== 'scenario' && route.page !== 'divergence') {
    return factView(report, route);
  }
  const id =
    route.page === 'scenario' ? route.id : report.index.divergences.find((one) => one.id === route.id)?.scenario;
  const row = id === undefined ? undefined : report.findScenario(id);
  if (row !== undefined) {
    const detail = await report.loadDetail(row.id);
    return renderScenario(report, row, {
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

function renderMasthead(report: Report, { page }: Route) {
  const { run } = report.index;
  const isOverview = !factPages(report).some(({ id }) => id === page);
  const current = (isHere: boolean) => (isHere ? 'page' : undefined);
  return h(
    'header',
    { class: 'masthead' },
    h('a', { class: 'brand', href: '#/' }, 'Parity report'),
    h(
      'p',
      { class: 'quiet' },
      `${formatInstant(run.startedAt)} · ${formatDuration(run.durationMs)} · run ${run.runId}`,
    ),
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

/** Puts a person, and the focus of the keyboard, where the address leads, or where they were when they left. */
function settle(route: Route, { main, place }: { readonly main: HTMLElement; readonly place: Position | undefined }) {
  document.title = `${main.querySelector('h1')?.textContent ?? ''} · Parity report`;
  if (place !== undefined) {
    const left = [...main.querySelectorAll('a')].find((link) => link.getAttribute('href') === place.href);
    left?.focus({ preventScroll: true });
    scrollTo(0, place.top);
    return;
  }
  const destination = findDestination(route, main);
  if (destination === null || route.page === 'scenario') {
    scrollTo(0, 0);
  } else {
    destination.scrollIntoView({ block: route.page === 'divergence' ? 'center' : 'start' });
  }
  destination?.focus({ preventScroll: true });
}

function findDestination(route: Route, main: HTMLElement): HTMLElement | null {
  if (route.page === 'divergence') {
    return main.querySelector(`[data-divergences~="${CSS.escape(route.id)}"]`);
  }
  if (route.page !== 'overview') {
    return main.querySelector('#title');
  }
  return route.section === '' ? null : main.querySelector(`#${CSS.escape(route.section)}-title`);
}
