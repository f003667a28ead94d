import type { KeyObject } from 'node:crypto';
import type { Proof } from '../evidence/proof.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { loadAttestations, saveAttestations } from './attestations.ts';
import { describeEvidence } from './describe-evidence.ts';
import { countersign, type Envelope, keyId, seal } from './envelope.ts';
import { readStatement } from './read-statement.ts';
import { saysTheSame } from './statements.ts';
import type { Subject } from './subjects.ts';

export interface Signing {
  readonly folder: string;
  /** Ed25519, private. */
  readonly key: KeyObject;
  readonly now: Date;
}

/** What was signed, and by whom. */
export interface Signed {
  /** Where the attestations lie. */
  readonly path: string;
  readonly keyid: string;
  readonly verdict: Verdict;
  readonly subjects: readonly Subject[];
  /** Whose scores were stated; undefined where none lay beside the evidence. */
  readonly proof: Proof | undefined;
}

/**
 * States what the evidence shows, whatever that is, and signs it. Where somebody has signed the same before, the key is
 * added to theirs; where they have signed something else, that is replaced, since it no longer holds.
 */
export async function signEvidence({ folder, key, now }: Signing): Promise<Signed> {
  const { verdict, subjects, statements, proof } = await describeEvidence(folder, now);
  const earlier = await loadAttestations(folder);
  const envelopes = statements.map((statement) => {
    const same = earlier.find((envelope) => saysTheSame(readStatement(envelope), statement));
    return same === undefined ? seal(statement, key) : countersign(same, key);
  });
  const path = await saveAttestations(folder, envelopes satisfies Envelope[]);
  return { path, keyid: keyId(key), verdict, subjects, proof };
}
