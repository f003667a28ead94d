import { hasExpired, type Waiver } from '../evidence/waiver.ts';
import type { VerificationReason } from './verification-reason.ts';

/** Waivers that held when the run was judged, and do not hold any more. */
export function findExpiredWaivers(waivers: readonly Waiver[], now: Date): VerificationReason[] {
  return waivers
    .filter((waiver) => hasExpired(waiver, now))
    .map(({ id, owner, expires }) => ({
      code: 'waiver_expired',
      message: `Waiver ${id} of ${owner} has expired on ${expires}, after the evidence was signed.`,
      hint: 'Fix what it covers, or have it approved again; then run and sign again.',
    }));
}
