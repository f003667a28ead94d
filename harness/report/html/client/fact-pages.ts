import { coverageView } from './coverage-view.ts';
import { h } from './dom.ts';
import { cassettesView, runView, targetsView } from './facts-view.ts';
import { historyView } from './history-view.ts';
import { mutantsView } from './mutants-view.ts';
import type { Report } from './report-store.ts';
import type { FactPage, FactRoute } from './route.ts';
import { waiversView } from './waivers-view.ts';
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
    draw: coverageView,
    isThere: ({ index }) => index.verdict.coverage.endpoints.length > 0,
  },
  {
    id: 'mutants',
    name: 'Mutants',
    title: 'Seeded bugs',
    draw: mutantsView,
    isThere: ({ index }) => index.proof !== null,
  },
  {
    id: 'waivers',
    name: 'Waivers',
    title: 'What was approved',
    draw: waiversView,
    isThere: ({ index }) => index.waivers.length > 0,
  },
  {
    id: 'cassettes',
    name: 'Cassettes',
    title: 'Cassettes played',
    draw: cassettesView,
    isThere: ({ index }) => index.cassettes.length > 0,
  },
  {
    id: 'targets',
    name: 'Targets',
    title: 'Targets, and what they proved to be',
    draw: targetsView,
    isThere: () => true,
  },
  {
    id: 'history',
    name: 'History',
    title: 'From release to release',
    draw: historyView,
    isThere: ({ index }) => index.history.length > 0 || index.verdict.baseline !== undefined,
  },
  { id: 'run', name: 'Run', title: 'This run', draw: runView, isThere: () => true },
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
