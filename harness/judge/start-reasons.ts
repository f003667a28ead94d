import type { StartOutcome } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';
import type { Reason } from '../evidence/verdict.ts';
import { findStart, findStartMismatch } from './start-mismatch.ts';

/** Says that what one target did after its start was compared with nothing, and why the other has not started. */
export function listStartReasons(left: Transcript, right: Transcript): Reason[] {
  if (findStartMismatch(left, right) === undefined) {
    return [];
  }
  const [refused, listening] = findStart(left)?.start.outcome === 'refused' ? [left, right] : [right, left];
  const reason: Reason = {
    code: 'not_compared',
    scenario: left.scenario.id,
    target: refused.target,
    message: `It did not start (${whyRefused(findStart(refused)?.start)}), so what ${listening.target} did afterwards was compared with nothing.`,
    hint: 'Look at how it starts first. What differs beside that shows when it listens.',
  };
  return [reason];
}

function whyRefused(start: StartOutcome | undefined): string {
  return start?.outcome === 'refused' ? `${start.code}: ${start.message}` : 'nobody knows why';
}
