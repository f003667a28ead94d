import type { Baseline, Reason, Verdict } from '../evidence/verdict.ts';

const SHOWN = 4;

/**
 * Why what must be seen is less than before. It comes from the OpenAPI document of the code under test: a bug that
 * shortens the document would otherwise lower what the run is measured by.
 */
export function listBaselineReasons({ coverage, scope }: Verdict, baseline: Baseline): Reason[] {
  const before = baseline.coverage?.cells?.list ?? [];
  const now = new Map((coverage.cells?.list ?? []).map((cell) => [cell.id, cell]));
  const lost = before.filter(({ id }) => !now.has(id)).map(({ id }) => id);
  // What a part of the suite does not show is missing by intention.
  const exempt = before
    .filter((cell) => cell.exempt === undefined && now.get(cell.id)?.exempt !== undefined && scope.kind === 'whole')
    .map(({ id }) => id);
  return [
    ...describeLoss(
      lost,
      'are not required any more',
      'Find what the OpenAPI document lost. If it is meant, compare with a newer report.',
    ),
    ...describeLoss(exempt, 'were seen and are now exempt', 'Find out why they are not seen any more.'),
  ];
}

function describeLoss(cells: readonly string[], what: string, hint: string): Reason[] {
  if (cells.length === 0) {
    return [];
  }
  const more = cells.length > SHOWN ? `, and ${cells.length - SHOWN} more` : '';
  const message = `${cells.length} cells of the earlier run ${what}: ${cells.slice(0, SHOWN).join(', ')}${more}.`;
  return [{ code: 'coverage_shrunk', scenario: null, target: null, message, hint }];
}
