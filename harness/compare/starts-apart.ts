import type { BootOutcome, Transcript } from '../observe/transcript.ts';
import { type Divergence, divergence } from './divergence.ts';
import type { Reason } from './verdict.ts';

/**
 * The one divergence of two transcripts of which only one has a system that listened. What the other would have done is
 * not known, so nothing after the start can be compared.
 */
export function startsApart(left: Transcript, right: Transcript): Divergence | undefined {
  const [one, other] = [bootOf(left), bootOf(right)];
  if (one === undefined || other === undefined || one.boot.outcome === other.boot.outcome) return undefined;
  return divergence(
    { scenario: left.scenario.id, step: one.label, targets: [left.target, right.target], channel: 'boot' },
    { pointer: '/outcome', kind: 'value', left: one.boot.outcome, right: other.boot.outcome },
  );
}

/** Says that what one target did after its start was compared with nothing, and why the other has not started. */
export function startReason(left: Transcript, right: Transcript): Reason | undefined {
  if (startsApart(left, right) === undefined) return undefined;
  const [refused, listening] = bootOf(left)?.boot.outcome === 'refused' ? [left, right] : [right, left];
  return {
    code: 'not_compared',
    scenario: left.scenario.id,
    target: refused.target,
    message: `It did not start (${whyRefused(bootOf(refused)?.boot)}), so what ${listening.target} did afterwards was compared with nothing.`,
    hint: 'Look at how it starts first. What differs beside that shows when it listens.',
  };
}

function bootOf({ steps }: Transcript): { readonly label: string; readonly boot: BootOutcome } | undefined {
  return steps.flatMap(({ label, boot }) => (boot === undefined ? [] : [{ label, boot }]))[0];
}

function whyRefused(boot: BootOutcome | undefined): string {
  return boot?.outcome === 'refused' ? `${boot.code}: ${boot.message}` : 'nobody knows why';
}
