import type { Waiver } from '../compare/waiver.ts';
import type { VerificationReason } from './verify-evidence.ts';

const DAY_MS = 86_400_000;

/** Waivers that held when the run was judged, and do not hold any more. They last to the end of their last day, in UTC. */
export function expiredWaivers(waivers: readonly Waiver[], now: Date): VerificationReason[] {
  return waivers
    .filter(({ expires }) => !(now.getTime() < Date.parse(expires) + DAY_MS))
    .map(({ id, owner, expires }) => ({
      code: 'waiver_expired',
      message: `Waiver ${id} of ${owner} has expired on ${expires}, after the evidence was signed.`,
      hint: 'Fix what it covers, or have it approved again; then run and sign again.',
    }));
}
