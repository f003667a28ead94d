import type { Divergence } from '../../../evidence/divergence.ts';
import type { ReportInput } from '../../content/report-input.ts';
import { describePlace, isSecondary } from './channels.ts';
import { type DiffData, diffExcerpt } from './diff-sides.ts';
import { findProblems } from './find-problems.ts';
import { findSubject } from './find-subject.ts';

/** A divergence without its values, which may be long: an excerpt stands for them. */
export interface DivergenceRow extends Omit<Divergence, 'left' | 'right'> {
  readonly excerpt: DiffData;
  /** Where it lies, for people: `LLM call 2 to google gemini-2.5-flash, message 1 of the prompt`. */
  readonly place: string;
  /** It seldom explains the others of its step. */
  readonly isSecondary?: true;
  /** Of a status: what each target said was wrong (RFC 9457), where it did. */
  readonly problems?: Readonly<Record<string, string>>;
}

/** Every divergence of the run, in its order. */
export function listDivergences({ verdict, evidence }: ReportInput): DivergenceRow[] {
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  return verdict.divergences.map((divergence) => {
    const { left: _left, right: _right, ...row } = divergence;
    const transcripts = ofScenario.get(divergence.scenario) ?? [];
    const problems = findProblems(divergence, transcripts);
    const subject = findSubject(divergence, transcripts);
    return {
      ...row,
      excerpt: diffExcerpt(divergence),
      place: describePlace(divergence, subject),
      ...(isSecondary(divergence) ? { isSecondary: true as const } : {}),
      ...(Object.keys(problems).length === 0 ? {} : { problems }),
    };
  });
}
