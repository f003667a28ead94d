import type { Page } from './page.ts';
import { cassettesPage } from './pages/cassettes.ts';
import { coveragePage } from './pages/coverage.ts';
import { durationsPage } from './pages/durations.ts';
import { historyPage } from './pages/history.ts';
import { mutantsPage } from './pages/mutants/mutants.ts';
import { runPage } from './pages/run.ts';
import { targetsPage } from './pages/targets.ts';
import { waiversPage } from './pages/waivers.ts';

/** In the order of the navigation. Addresses and titles follow from it. */
export const PAGES: readonly Page[] = [
  coveragePage,
  mutantsPage,
  waiversPage,
  cassettesPage,
  targetsPage,
  durationsPage,
  historyPage,
  runPage,
];
