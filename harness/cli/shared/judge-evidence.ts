import { resolve } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import { loadBaseline } from '../../evidence/load-baseline.ts';
import type { Baseline } from '../../evidence/verdict.ts';
import { compareWithBaseline } from '../../judge/baseline.ts';
import { judge } from '../../judge/judge.ts';
import type { ReportInput } from '../../report/content/report-input.ts';
import type { CommandContext } from './command-context.ts';
import { reportVerdict } from './exit-code.ts';

/**
 * The earlier verdict that `--baseline` names.
 *
 * @throws BaselineInvalid: better before a run than after it
 */
export async function loadNamedBaseline(
  path: string | undefined,
  { cwd }: CommandContext,
): Promise<Baseline | undefined> {
  return path === undefined ? undefined : await loadBaseline(resolve(cwd, path));
}

/** The verdict on evidence and, where there is an earlier one, what changed since. */
export function judgeEvidence(evidence: Evidence, baseline: Baseline | undefined): ReportInput {
  const verdict = judge(evidence);
  return baseline === undefined
    ? { verdict: reportVerdict(verdict), evidence }
    : { verdict: reportVerdict(compareWithBaseline(verdict, baseline)), evidence, baseline };
}
