import { type Divergence, divergence } from '../evidence/divergence.ts';
import type { BootOutcome, Transcript } from '../evidence/transcript.ts';

/**
 * The one divergence of two transcripts of which only one has a system that listened. What the other would have done is
 * not known, so nothing after the start can be compared.
 */
export function startsApart(left: Transcript, right: Transcript): Divergence | undefined {
  const [one, other] = [bootOf(left), bootOf(right)];
  if (one === undefined || other === undefined || one.boot.outcome === other.boot.outcome) {
    return undefined;
  }
  return divergence(
    { scenario: left.scenario.id, step: one.label, targets: [left.target, right.target], channel: 'boot' },
    { pointer: '/outcome', kind: 'value', left: one.boot.outcome, right: other.boot.outcome },
  );
}

/** The step that says what became of the start. */
export function bootOf({ steps }: Transcript): { readonly label: string; readonly boot: BootOutcome } | undefined {
  return steps.flatMap(({ label, boot }) => (boot === undefined ? [] : [{ label, boot }]))[0];
}
