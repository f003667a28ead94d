/// <reference lib="dom" />

import { formatDuration, formatInstant, h } from './elements/dom.ts';
import { createHelp, listenToKeys } from './keyboard.ts';
import { loadReport, type Report } from './load-report.ts';
import { renderOverview } from './overview/overview.ts';
import type { Page } from './page.ts';
import { PAGES } from './pages.ts';
import { parseRoute, type Route } from './route.ts';
import { renderScenario } from './scenario/scenario.ts';
import { type Position, rememberPositions } from './scroll-positions.ts';
import { createSymbolTip } from './symbol-tip.ts';

start().catch((error) => {
  document.body.append(h('p', { class: 'noscript', role: 'alert' }, `This browser cannot show the report: ${error}`));
  throw error;
});

async function start() {
  const report = await loadReport();
  const page = document.getElementById('page');
  const help = createHelp(report.index.channels.map(({ name }) => name));
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
      return; // another view was opened meanwhile
    }
    page?.replaceChildren(renderMasthead(report, route), main);
    settle(route, { main, place: places.arrive() });
    page?.setAttribute('data-shows', location.hash);
  };
  addEventListener('hashchange', ({ oldURL }) => {
    const { hash } = new URL(oldURL);
    if (isOverview(parseRoute(hash))) {
      overviewHash = hash === '' ? '#/' : hash;
    }
    void draw();
  });
  listenToKeys({
    help,
    leave: () => {
      if (!isOverview(parseRoute(location.hash))) {
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

interface Context {
  /** The overview as it was left. */
  readonly overviewHash: string;
  readonly help: () => void;
  readonly push: (href: string) => void;
}

async function renderMain(report: Report, route: Route, { overviewHash, help, push }: Context): Promise<HTMLElement> {
  if (route.kind === 'page') {
    const page = findPage(route.name);
    return page === undefined ? renderOverview(report, route.query, { help, push }) : renderPage(report, page, route);
  }

  const { kind } = route;
  const id = kind === 'scenario' ? route.id : report.index.divergences.find((one) => one.id === route.id)?.scenario;
  const row = id === undefined ? undefined : report.findScenario(id);
  if (row === undefined) {
    return renderTitled(
      'Not in this report',
      h('p', {}, `This report has no ${kind} ${route.id}. `, h('a', { href: '#/' }, 'To the overview')),
    );
  }

  const detail = await report.loadDetail(row.id);
  return renderScenario(report, row, { detail, isRaw: kind === 'scenario' && route.isRaw, backHref: overviewHash });
}

function findPage(name: string): Page | undefined {
  return PAGES.find(({ id }) => id === name);
}

function isOverview(route: Route): boolean {
  return route.kind === 'page' && findPage(route.name) === undefined;
}

function renderPage(report: Report, page: Page, { query }: { readonly query: string }) {
  return page.isShown(report)
    ? renderTitled(page.title, ...page.render(report, query))
    : renderTitled('Not in this report', h('p', {}, `This report has nothing for ${page.title}.`));
}

function renderTitled(title: string, ...content: readonly (Node | false | null)[]) {
  return h('main', { id: 'main', tabindex: -1 }, h('h1', { id: 'title', tabindex: -1 }, title), ...content);
}

function renderMasthead(report: Report, route: Route) {
  const { run } = report.index;
  const current = route.kind === 'page' ? findPage(route.name) : undefined;
  const isCurrent = (page: Page | undefined) => (page === current ? 'page' : undefined);
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
      h('a', { href: '#/', 'aria-current': isCurrent(undefined) }, 'Scenarios'),
      ...PAGES.filter((page) => page.isShown(report)).map((page) =>
        h('a', { href: `#/${page.id}`, 'aria-current': isCurrent(page) }, page.title),
      ),
    ),
  );
}

/** Scrolls, and moves the focus of the keyboard, to where the address leads, or to where the view was left. */
function settle(route: Route, { main, place }: { readonly main: HTMLElement; readonly place: Position | undefined }) {
  document.title = `${main.querySelector('h1')?.textContent ?? ''} · Parity report`;
  if (place !== undefined) {
    const left = [...main.querySelectorAll('a')].find((link) => link.getAttribute('href') === place.href);
    left?.focus({ preventScroll: true });
    scrollTo(0, place.top);
    return;
  }
  const destination = findDestination(route, main);
  if (destination === null || route.kind === 'scenario') {
    scrollTo(0, 0);
  } else {
    destination.scrollIntoView({ block: route.kind === 'divergence' ? 'center' : 'start' });
  }
  destination?.focus({ preventScroll: true });
}

function findDestination(route: Route, main: HTMLElement): HTMLElement | null {
  if (route.kind === 'divergence') {
    return main.querySelector(`[data-divergences~="${CSS.escape(route.id)}"]`);
  }
  if (route.kind === 'scenario' || !isOverview(route)) {
    return main.querySelector('#title');
  }
  return route.name === '' ? null : main.querySelector(`#${CSS.escape(route.name)}-title`);
}
