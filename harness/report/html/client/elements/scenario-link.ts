import type { Report } from '../load-report.ts';
import { getScenarioHref } from '../route.ts';
import { h } from './dom.ts';

/** The title of a scenario, or its id where the report does not have it. */
export function renderScenarioLink(report: Report, id: string) {
  const row = report.findScenario(id);
  return row === undefined ? h('code', {}, id) : h('a', { href: getScenarioHref(id), 'data-item': true }, row.title);
}
