import type { Divergence } from '../../../evidence/divergence.ts';
import type { ReportInput } from '../../report-input.ts';
import { type DiffData, diffExcerpt } from './diff-sides.ts';
import { findCallSubject } from './find-call-subject.ts';
import { findProblems } from './find-problems.ts';

/** A divergence without its values, which may be long: an excerpt stands for them. */
export interface DivergenceRow extends Omit<Divergence, 'left' | 'right'> {
  readonly excerpt: DiffData;
  /** Of an LLM call: whom it asked, such as `google gemini-2.5-flash`, where the targets agree on that. */
  readonly subject?: string;
  /** Of a status: what each target said was wrong (RFC 9457), where it did. */
  readonly problems?: Readonly<Record<string, string>>;
}

/** Every divergence of the run, in its order. */
export function listDivergences({ verdict, evidence }: ReportInput): DivergenceRow[] {
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  return verdict.divergences.map((divergence) => {
    const { left: _left, right: _right, ...place } = divergence;
    const transcripts = ofScenario.get(divergence.scenario) ?? [];
    const problems = findProblems(divergence, transcripts);
    const subject = findCallSubject(divergence, transcripts);
    return {
      ...place,
      excerpt: diffExcerpt(divergence),
      ...(subject === undefined ? {} : { subject }),
      ...(Object.keys(problems).length === 0 ? {} : { problems }),
    };
  });
}
