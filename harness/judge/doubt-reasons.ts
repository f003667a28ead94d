import { CHANNELS } from '../channels/channels.ts';
import type { Transcript } from '../evidence/transcript.ts';
import type { Reason } from '../evidence/verdict.ts';

/** What two targets showed and no one can compare, since the machine was too busy when it was observed. */
export function listDoubtReasons(left: Transcript, right: Transcript): Reason[] {
  return left.steps.flatMap((step, index) => {
    const other = right.steps[index];
    return CHANNELS.flatMap((channel): Reason[] => {
      const [a, b] = [channel.seenIn(step), other === undefined ? undefined : channel.seenIn(other)];
      const doubt = a === undefined || b === undefined ? undefined : channel.findDoubt?.(a, b);
      if (doubt === undefined) {
        return [];
      }
      const { scenario, target } = right;
      const message = `${step.label} cannot be compared on the channel ${channel.name}: ${doubt} (${left.target}, ${target}).`;
      return [{ code: 'machine_contended', scenario: scenario.id, target, message, hint: HINT }];
    });
  });
}

const HINT = 'Run this scenario again when the machine has less to do: npx parity run --scenario GLOB.';
