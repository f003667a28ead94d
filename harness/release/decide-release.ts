import { resolve } from 'node:path';
import { type DescribedEvidence, describeEvidence } from './describe-evidence.ts';
import { type GateDecision, gate } from './gate.ts';
import { loadPolicy } from './load-policy.ts';
import type { Policy } from './policy.ts';
import { readPublicKey } from './read-key.ts';
import type { Subject } from './subjects.ts';
import { verifyEvidence } from './verify-evidence.ts';

export interface ReleaseQuestion {
  readonly folder: string;
  /** Path of the policy file. */
  readonly policy: string;
  /** The folder that the key files of the policy are relative to. */
  readonly keys: string;
  readonly now: Date;
}

/** A decision, and what it is about. */
export interface ReleaseDecision extends GateDecision {
  readonly subjects: readonly Subject[];
}

/**
 * Reads the policy and the evidence, and decides. The verdict is computed again, so a report that somebody edited
 * counts for nothing.
 *
 * @throws PolicyInvalid, KeyInvalid, EvidenceInvalid and ProofInvalid
 */
export async function decideRelease({ folder, policy: path, keys, now }: ReleaseQuestion): Promise<ReleaseDecision> {
  const policy = await loadPolicy(path);
  const described = await describeEvidence(folder, now);
  const signedBy = await countSigners({ policy, folder, keys, now }, described);
  return { ...gate({ ...described, signedBy }, policy), subjects: described.subjects };
}

/** A signature counts where the whole of the evidence verifies. */
async function countSigners(
  { folder, keys, now, policy }: Omit<ReleaseQuestion, 'policy'> & { readonly policy: Policy },
  described: DescribedEvidence,
): Promise<number> {
  if (policy.signatures === undefined) {
    return 0;
  }
  const trusted = await Promise.all(policy.signatures.keys.map((file) => readPublicKey(resolve(keys, file))));
  const { verified, signers } = await verifyEvidence({
    folder,
    trusted,
    subject: [],
    now,
    described,
    allowPartial: true,
  });
  return verified ? signers.length : 0;
}
