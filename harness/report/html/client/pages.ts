import { h } from './elements/dom.ts';
import type { Report } from './load-report.ts';
import { renderCoverage } from './pages/coverage.ts';
import { renderCassettes, renderRun, renderTargets } from './pages/facts.ts';
import { renderHistory } from './pages/history.ts';
import { renderMutants } from './pages/mutants/mutants.ts';
import { renderWaivers } from './pages/waivers.ts';
import type { FactPage, FactRoute } from './route.ts';
export interface FactPageView {
  readonly id: FactPage;
  /** In the navigation. */
  readonly name: string;
  readonly title: string;
  readonly draw: (report: Report, query: string) => readonly (Node | false | null)[];
  readonly isThere: (report: Report) => boolean;
}

const PAGES: readonly FactPageView[] = [
  {
    id: 'coverage',
    name: 'Coverage',
    title: 'What was reached',
    draw: renderCoverage,
    isThere: ({ index }) => index.verdict.coverage.endpoints.length > 0,
  },
  {
    id: 'mutants',
    name: 'Mutants',
    title: 'Seeded bugs',
    draw: renderMutants,
    isThere: ({ index }) => index.proof !== null,
  },
  {
    id: 'waivers',
    name: 'Waivers',
    title: 'What was approved',
    draw: renderWaivers,
    isThere: ({ index }) => index.waivers.length > 0,
  },
  {
    id: 'cassettes',
    name: 'Cassettes',
    title: 'Cassettes played',
    draw: renderCassettes,
    isThere: ({ index }) => index.cassettes.length > 0,
  },
  {
    id: 'targets',
    name: 'Targets',
    title: 'Targets, and what they proved to be',
    draw: renderTargets,
    isThere: () => true,
  },
  {
    id: 'history',
    name: 'History',
    title: 'From release to release',
    draw: renderHistory,
    isThere: ({ index }) => index.history.length > 0 || index.verdict.baseline !== undefined,
  },
  { id: 'run', name: 'Run', title: 'This run', draw: renderRun, isThere: () => true },
];

/** The views beside the scenarios, of which there is something to show. */
export function factPages(report: Report) {
  return PAGES.filter(({ isThere }) => isThere(report));
}

export function factView(report: Report, { page: id, query }: FactRoute) {
  const page = factPages(report).find((one) => one.id === id);
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h('h1', { id: 'title', tabindex: -1 }, page?.title ?? 'Not in this report'),
    ...(page?.draw(report, query) ?? [h('p', {}, 'This report has nothing to show here.')]),
  );
}
