import { resolve } from 'node:path';
import { type Baseline, sinceBaseline } from '../compare/baseline.ts';
import { judge } from '../compare/judge.ts';
import type { Evidence } from '../observe/evidence.ts';
import type { ReportInput } from '../report/report-input.ts';
import { loadBaseline } from '../run/load-baseline.ts';
import type { CommandContext } from './command-context.ts';

/** The earlier verdict that `--baseline` names. Throws BaselineInvalid: better before a run than after it. */
export async function namedBaseline(path: string | undefined, { cwd }: CommandContext): Promise<Baseline | undefined> {
  return path === undefined ? undefined : await loadBaseline(resolve(cwd, path));
}

/** The verdict on evidence and, where there is an earlier one, what changed since. */
export function judged(evidence: Evidence, baseline: Baseline | undefined): ReportInput {
  const verdict = judge(evidence);
  return baseline === undefined
    ? { verdict, evidence }
    : { verdict: sinceBaseline(verdict, baseline), evidence, baseline };
}
