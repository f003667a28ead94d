import type { CellCoverage, Coverage } from '../evidence/coverage.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { Reason } from '../evidence/verdict.ts';
import { findWrongExemptions, isCovered } from './cells.ts';
import { isWhole } from './run-parts.ts';

const SHOWN = 4;

/**
 * Why what was seen is not enough. A run that was narrowed on purpose is not held against the whole; an answer that the
 * document does not know is a finding in any run.
 */
export function listCoverageReasons(manifest: RunManifest, { cells, unknown }: Coverage): Reason[] {
  const undocumented = (unknown ?? []).map(({ route, status, problem, scenarios }) =>
    reason({
      code: 'answer_undocumented',
      message: `${route} answered ${status}, and the document does not know that ${problem} (seen by ${scenarios[0]}).`,
      hint: 'Document it, or find out why the server does it.',
    }),
  );
  if (cells === undefined || !isWhole(manifest)) {
    return undocumented;
  }

  const missing = cells.list.filter((cell) => cell.exempt === undefined && !isCovered(cell));
  const gaps = [...Map.groupBy(missing, ({ route }) => route)].map(([route, own]) =>
    reason({
      code: 'cell_missing',
      message: `${route}: ${own.length} of ${cells.list.filter((cell) => cell.route === route).length} cells have no evidence: ${listed(own)}.`,
      hint: 'Write a scenario that shows them, or exempt them in the configuration with an owner and a reason.',
    }),
  );
  return [...undocumented, ...gaps, ...listExemptionReasons(manifest)];
}

function listed(cells: readonly CellCoverage[]): string {
  const texts = cells.slice(0, SHOWN).map(({ access, outcome, provider, targets }) => {
    const missing = Object.entries(targets).flatMap(([target, state]) => (state === 'missing' ? [target] : []));
    return `${[access, outcome, provider].filter((part) => part !== undefined).join(' ')} on ${missing.join(' and ')}`;
  });
  return [...texts, ...(cells.length > SHOWN ? [`${cells.length - SHOWN} more`] : [])].join(', ');
}

function listExemptionReasons({ expected }: RunManifest): Reason[] {
  if (expected === undefined) {
    return [];
  }
  return findWrongExemptions(expected).map(({ exemption, problem }) =>
    reason({
      code: 'exemption_wrong',
      message: `The exemption of "${exemption.cells}" ${problem}.`,
      hint: 'Correct it or delete it, in the configuration.',
    }),
  );
}

function reason(told: Omit<Reason, 'scenario' | 'target'>): Reason {
  return { scenario: null, target: null, ...told };
}
