import type { ScenarioRow } from '../../data/scenarios.ts';
import { formatCount, formatDuration, h, renderCommand } from '../elements/dom.ts';
import { renderBadge } from '../elements/verdict.ts';
import { renderFinding } from '../findings/finding.ts';
import { groupFindings } from '../findings/findings.ts';
import { renderReason } from '../findings/reason.ts';
import type { Detail, Report } from '../load-report.ts';
import { renderSteps } from './steps.ts';

/** Everything about one scenario. */
export function renderScenario(
  report: Report,
  row: ScenarioRow,
  { detail, isRaw, backHref }: { readonly detail: Detail | null; readonly isRaw: boolean; readonly backHref: string },
) {
  const divergences = report.getDivergences(row.id);
  const findings = groupFindings(divergences, (one) => detail?.diffs[one.id] ?? one.excerpt);
  const reasons = report.getReasons(row.id);
  return h(
    'main',
    { id: 'main', tabindex: -1, 'data-scenario': row.id },
    h('p', { class: 'back' }, h('a', { href: backHref }, 'All scenarios')),
    h('h1', { id: 'title', tabindex: -1 }, row.title),
    h('p', { class: 'facts' }, ...renderFacts(report, row)),
    renderCommand(`${report.index.run.reproduce}${row.id}`, 'Reproduce'),
    findings.length > 0 &&
      h(
        'section',
        { 'aria-label': 'Divergences' },
        h('h2', {}, formatCount(divergences.length, 'divergence')),
        ...findings.map((finding) => renderFinding(finding, { isExcerpt: false })),
      ),
    reasons.length > 0 &&
      h('section', {}, h('h2', {}, 'Inconclusive'), ...reasons.map((reason) => renderReason(report, reason))),
    detail === null ? renderLeftOut(row) : renderSteps(detail, { isRaw, divergences, channels: report.index.channels }),
  );
}

function renderFacts({ index }: Report, { verdict, durationMs, file, flaky }: ScenarioRow) {
  return [
    renderBadge(verdict),
    ...(flaky.length > 0 ? [renderBadge('inconclusive', `flaky on ${flaky.join(', ')}`)] : []),
    ...index.targets.map(({ name }) => {
      const duration = durationMs[name];
      return h('span', {}, `${name} ${duration === undefined ? 'not run' : formatDuration(duration)}`);
    }),
    h('code', {}, file),
  ];
}

function renderLeftOut({ id }: ScenarioRow) {
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
