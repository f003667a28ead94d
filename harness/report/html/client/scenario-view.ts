import type { ScenarioRow } from '../report-data.ts';
import { findingView } from './divergence-view.ts';
import { commandLine, countOf, durationText, h, verdictBadge } from './dom.ts';
import { findingsOf } from './findings.ts';
import { reasonView } from './reason-view.ts';
import type { Detail, Report } from './report-store.ts';
import { stepsSection } from './steps-view.ts';

/** Everything about one scenario. */
export function scenarioView(
  report: Report,
  row: ScenarioRow,
  { detail, isRaw, backHref }: { readonly detail: Detail | null; readonly isRaw: boolean; readonly backHref: string },
) {
  const divergences = report.divergencesOf(row.id);
  const findings = findingsOf(divergences, (one) => detail?.diffs[one.id] ?? one.excerpt);
  const reasons = report.reasonsOf(row.id);
  return h(
    'main',
    { id: 'main', tabindex: -1, 'data-scenario': row.id },
    h('p', { class: 'back' }, h('a', { href: backHref }, 'All scenarios')),
    h('h1', { id: 'title', tabindex: -1 }, row.title),
    h('p', { class: 'facts' }, ...scenarioFacts(report, row)),
    commandLine(`${report.index.run.reproduce}${row.id}`, 'Reproduce'),
    findings.length > 0 &&
      h(
        'section',
        { 'aria-label': 'Divergences' },
        h('h2', {}, countOf(divergences.length, 'divergence')),
        ...findings.map((finding) => findingView(finding, { isExcerpt: false })),
      ),
    reasons.length > 0 &&
      h('section', {}, h('h2', {}, 'What could not be judged'), ...reasons.map((reason) => reasonView(report, reason))),
    detail === null ? leftOut(row) : stepsSection(detail, { isRaw, divergences }),
  );
}

function scenarioFacts({ index }: Report, { verdict, durationMs, file, flaky }: ScenarioRow) {
  return [
    verdictBadge(verdict),
    ...(flaky.length > 0
      ? [h('span', { class: 'badge', 'data-verdict': 'inconclusive' }, `flaky on ${flaky.join(', ')}`)]
      : []),
    ...index.targets.map(({ name }) => {
      const duration = durationMs[name];
      return h('span', {}, `${name} ${duration === undefined ? 'not run' : durationText(duration)}`);
    }),
    h('code', {}, file),
  ];
}

function leftOut({ id }: ScenarioRow) {
  return h(
    'section',
    {},
    h('h2', {}, 'Steps'),
    h(
      'p',
      {},
      'The steps are not in this page, which is kept under 8 MB. They are in the evidence, below ',
      h('code', {}, `transcripts/${id}/`),
      '.',
    ),
  );
}
