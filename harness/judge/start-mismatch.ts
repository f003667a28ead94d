import { start } from '../channels/start.ts';
import { type Divergence, divergence } from '../evidence/divergence.ts';
import type { StartOutcome } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';

/**
 * The one divergence of two transcripts of which only one has a system that listened. What the other would have done is
 * not known, so nothing after the start can be compared.
 */
export function findStartMismatch(left: Transcript, right: Transcript): Divergence | undefined {
  const [one, other] = [findStart(left), findStart(right)];
  if (one === undefined || other === undefined || one.start.outcome === other.start.outcome) {
    return undefined;
  }
  return divergence(
    { scenario: left.scenario.id, step: one.label, targets: [left.target, right.target], channel: start.name },
    { pointer: '/outcome', kind: 'value', left: one.start.outcome, right: other.start.outcome },
  );
}

/** The step that says what became of the start. */
export function findStart({ steps }: Transcript): { readonly label: string; readonly start: StartOutcome } | undefined {
  return steps.flatMap((step) => (step.start === undefined ? [] : [{ label: step.label, start: step.start }]))[0];
}
