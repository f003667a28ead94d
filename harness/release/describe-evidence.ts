import type { Evidence } from '../evidence/evidence.ts';
import { loadEvidence } from '../evidence/folder.ts';
import { loadProofBeside } from '../evidence/load-proof.ts';
import type { Proof } from '../evidence/proof.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { judge } from '../judge/judge.ts';
import { digestEvidence, type EvidenceDigests } from './digest-evidence.ts';
import { type Statement, strength, testResult } from './statements.ts';
import { listSubjects, type Subject } from './subjects.ts';

/** An evidence folder, judged again from its transcripts, and what can be stated about it. */
export interface DescribedEvidence {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  readonly proof: Proof | undefined;
  readonly digests: EvidenceDigests;
  readonly subjects: readonly Subject[];
  /** By predicate type. */
  readonly statements: readonly Statement<unknown>[];
}

/**
 * Reads a folder and states what it shows; nothing that was concluded before is believed.
 *
 * @throws EvidenceInvalid where the folder is not what the run left behind, and ProofInvalid
 * @param known the digests of its files, where the caller has read them already
 */
export async function describeEvidence(
  folder: string,
  asOf: Date,
  known?: EvidenceDigests,
): Promise<DescribedEvidence> {
  const evidence = await loadEvidence(folder);
  const verdict = judge(evidence);
  const proof = await loadProofBeside(folder);
  const digests = known ?? (await digestEvidence(folder));
  const subjects = listSubjects(evidence.manifest);
  const statements = [testResult(subjects, verdict, digests), strength(subjects, { verdict, proof, signedAt: asOf })];
  return { evidence, verdict, proof, digests, subjects, statements };
}
