import { coverageView } from './coverage-view.js';
import { h } from './dom.js';
import { cassettesView, runView, targetsView } from './facts-view.js';
import { historyView } from './history-view.js';
import { mutantsView } from './mutants-view.js';
import { waiversView } from './waivers-view.js';

/**
 * @typedef {import('./report-store.js').Report} Report
 * @typedef {import('./route.js').FactPage} FactPage
 *
 * @typedef {object} FactPageView
 * @property {FactPage} id
 * @property {string} name In the navigation.
 * @property {string} title
 * @property {(report: Report, query: string) => readonly (Node | false | null)[]} draw
 * @property {(report: Report) => boolean} isThere
 */

/** @type {readonly FactPageView[]} */
const PAGES = [
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

/**
 * The views beside the scenarios, of which there is something to show.
 *
 * @param {Report} report
 */
export function factPages(report) {
  return PAGES.filter(({ isThere }) => isThere(report));
}

/**
 * @param {Report} report
 * @param {import('./route.js').FactRoute} route
 */
export function factView(report, { page: id, query }) {
  const page = factPages(report).find((one) => one.id === id);
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h('h1', { id: 'title', tabindex: -1 }, page?.title ?? 'Not in this report'),
    ...(page?.draw(report, query) ?? [h('p', {}, 'This report has nothing to show here.')]),
  );
}
