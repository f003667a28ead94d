import type { DivergenceRow } from '../../data/divergences.ts';
import { h } from '../elements/dom.ts';
import { renderScenarioLink } from '../elements/scenario-link.ts';
import type { Report } from '../load-report.ts';
import { renderFinding } from './finding.ts';
import { groupFindings } from './findings.ts';

/** Findings that are no divergences of the run, below the scenarios that showed them. */
export function renderFindingGroups(report: Report, findings: readonly DivergenceRow[]): readonly Node[] {
  return [...Map.groupBy(findings, ({ scenario }) => scenario)].flatMap(([scenario, own]) => [
    h('p', {}, 'in ', renderScenarioLink(report, scenario)),
    ...groupFindings(own, ({ excerpt }) => excerpt).map((finding) =>
      renderFinding(finding, { isExcerpt: true, isOfRun: false }),
    ),
  ]);
}
