import { renderPieces } from '../elements/diff.ts';
import { h } from '../elements/dom.ts';
import { renderBadge } from '../elements/verdict.ts';
import { getDivergenceHref } from '../route.ts';
import { describeKind, EXPECTED_NAME, type Finding } from './findings.ts';

/**
 * One finding, with what each target showed.
 *
 * @param options A finding of an A/A check is no divergence of the run (`isOfRun`): it has no address.
 */
export function renderFinding(
  { divergences, main, sides, problems }: Finding,
  { isExcerpt, isOfRun = true }: { readonly isExcerpt: boolean; readonly isOfRun?: boolean },
) {
  const { id, scenario, step, channel, pointer, place, waiver } = main;
  const since = divergences.map((one) => one.since).find((word) => word !== undefined);
  return h(
    'div',
    {
      class: 'divergence',
      role: 'group',
      'data-divergences': isOfRun ? divergences.map((one) => one.id).join(' ') : '',
      'data-scenario': scenario,
      tabindex: -1,
      'aria-label': `Divergence in ${step}, ${place}`,
    },
    h(
      'p',
      { class: 'place' },
      isOfRun
        ? h('a', { class: 'step-name', href: getDivergenceHref(id) }, step)
        : h('span', { class: 'step-name' }, step),
      h('span', { title: `${channel}${pointer}` }, place),
      h('span', { class: 'kind' }, describeKind({ divergences, main })),
      since !== undefined && h('span', { class: 'badge', 'data-since': since }, since),
      waiver !== undefined && renderBadge('waived', `waived by ${waiver}`),
    ),
    h(
      'div',
      { class: 'sides', 'data-count': sides.length },
      ...sides.map(({ target, pieces }) =>
        h(
          'figure',
          {
            class: 'side',
            'data-side': target === main.targets[0] ? 'left' : target === main.targets[1] ? 'right' : 'other',
          },
          h('figcaption', {}, target === EXPECTED_NAME ? 'expected by the scenario' : target),
          renderPieces(pieces, isExcerpt),
          problems[target] !== undefined && h('p', { class: 'problem' }, problems[target]),
        ),
      ),
    ),
  );
}
