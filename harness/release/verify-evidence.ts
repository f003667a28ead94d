import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { EvidenceInvalid } from '../evidence/evidence-invalid.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { loadAttestations } from './attestations.ts';
import { listChangedFiles } from './changed-files.ts';
import { type DescribedEvidence, describeEvidence } from './describe-evidence.ts';
import { digestEvidence, type EvidenceDigests } from './digest-evidence.ts';
import { type Envelope, EnvelopeInvalid, keyId, signers } from './envelope.ts';
import { findExpiredWaivers } from './expired-waivers.ts';
import { readSignedDigests, readStatement } from './read-statement.ts';
import { STRENGTH, type Statement, saysTheSame, TEST_RESULT } from './statements.ts';
import type { Subject } from './subjects.ts';
import type { VerificationReason } from './verification-reason.ts';

export interface Verifying {
  readonly folder: string;
  /** Ed25519, public: whose word counts. */
  readonly trusted: readonly KeyObject[];
  /** What it must be about, by the digest that the verifier has seen with its own eyes. */
  readonly subject: readonly string[];
  readonly now: Date;
  /** Evidence of a part of the suite is accepted. */
  readonly allowPartial?: boolean;
  /** What the folder shows, where the caller has read and judged it already. */
  readonly described?: DescribedEvidence;
}

/** What is known of signed evidence. */
export interface Verification {
  readonly schema: 'ultra-parity/verification/v1';
  readonly verified: boolean;
  /** Digests of the trusted keys that signed every statement. */
  readonly signers: readonly string[];
  /** The verdict, computed again; null where the evidence cannot be trusted that far. */
  readonly judged: Pick<Verdict, 'verdict' | 'reasons'> | null;
  readonly subjects: readonly Subject[];
  readonly reasons: readonly VerificationReason[];
}

/**
 * Takes nobody's word for it: the signatures, the digest of every file, then the verdict again from the transcripts, and
 * at last whether it is about what the verifier holds.
 */
export async function verifyEvidence(request: Verifying): Promise<Verification> {
  if (!existsSync(request.folder)) {
    const message = `${request.folder} is not there.`;
    return refusal([{ code: 'evidence_invalid', message, hint: 'Name the evidence folder: --evidence DIR.' }]);
  }
  try {
    return await verifySigned(request, await loadAttestations(request.folder));
  } catch (error) {
    if (!(error instanceof EnvelopeInvalid)) {
      throw error;
    }
    return refusal([{ code: 'attestation_invalid', message: error.message, hint: error.hint }]);
  }
}

async function verifySigned(request: Verifying, envelopes: readonly Envelope[]): Promise<Verification> {
  const unsigned = signatureReasons(envelopes, request.trusted);
  if (unsigned.length > 0) {
    return refusal(unsigned);
  }

  const signed = envelopes.map(readStatement);
  const digests = request.described?.digests ?? (await digestEvidence(request.folder));
  const changed = fileReasons(signed, digests);
  if (changed.length > 0) {
    return refusal(changed);
  }

  const described = await describeIfWhole(request, digests);
  if ('code' in described) {
    return refusal([described]);
  }

  const reasons = [
    ...statementReasons(signed, described),
    ...subjectReasons(described.subjects, request.subject),
    ...findExpiredWaivers(described.evidence.manifest.waivers, request.now),
    ...(request.allowPartial === true ? [] : refusePartial(described.verdict)),
  ];
  return {
    schema: 'ultra-parity/verification/v1',
    verified: reasons.length === 0,
    signers: signersOfAll(envelopes, request.trusted),
    judged: { verdict: described.verdict.verdict, reasons: described.verdict.reasons },
    subjects: described.subjects,
    reasons,
  };
}

function signatureReasons(envelopes: readonly Envelope[], trusted: readonly KeyObject[]): VerificationReason[] {
  const types = envelopes.map((envelope) => readStatement(envelope).predicateType);
  const missing = [TEST_RESULT, STRENGTH].filter((type) => !types.includes(type));
  if (missing.length > 0) {
    const message =
      types.length === 0
        ? 'Nobody has signed this evidence: no attestations.intoto.jsonl lies in the folder.'
        : `attestations.intoto.jsonl is not whole: the statement ${missing.join(' and ')} is missing.`;
    return [{ code: 'attestation_missing', message, hint: 'npx parity sign --evidence DIR --key PEM' }];
  }
  return signersOfAll(envelopes, trusted).length > 0 ? [] : [badSignature(envelopes, trusted)];
}

/** Who says to have signed is not proved by that, but tells a forged statement from a key that is not trusted. */
function badSignature(envelopes: readonly Envelope[], trusted: readonly KeyObject[]): VerificationReason {
  const code = 'signature_invalid';
  const claimed = [...new Set(envelopes.flatMap(({ signatures }) => signatures.map(({ keyid }) => keyid)))];
  const known = trusted.map(keyId);
  const own = claimed.find((id) => known.includes(id));
  if (own !== undefined) {
    const message = `A statement was changed after it was signed: the signature of the trusted key ${shortened(own)} does not fit it.`;
    return { code, message, hint: 'Do not trust this folder. Fetch the evidence again from where it was signed.' };
  }
  const message = `No trusted key has signed. Signed by ${claimed.map(shortened).join(', ')}; trusted: ${known.map(shortened).join(', ')}.`;
  return { code, message, hint: 'Give the public key of who is to sign with --key, or have them sign this evidence.' };
}

const shortened = (id: string) => id.slice(0, 12);

function signersOfAll(envelopes: readonly Envelope[], trusted: readonly KeyObject[]): string[] {
  const own = trusted.filter((key) => envelopes.every((envelope) => signers(envelope, [key]).length === 1));
  return [...new Set(own.map(keyId))];
}

function fileReasons(signed: readonly Statement<unknown>[], digests: EvidenceDigests): VerificationReason[] {
  const changes = listChangedFiles(readSignedDigests(signed), digests);
  return changes.map((message) => ({
    code: 'evidence_changed',
    message,
    hint: 'Fetch the evidence again from where it was signed.',
  }));
}

async function describeIfWhole(
  { folder, now, described }: Verifying,
  digests: EvidenceDigests,
): Promise<DescribedEvidence | VerificationReason> {
  if (described !== undefined) {
    return described;
  }
  try {
    return await describeEvidence(folder, now, digests);
  } catch (error) {
    if (!(error instanceof EvidenceInvalid)) {
      throw error;
    }
    return { code: 'evidence_invalid', message: error.message, hint: error.hint };
  }
}

/** What was stated must be what can be concluded again. */
function statementReasons(
  signed: readonly Statement<unknown>[],
  { statements, verdict }: DescribedEvidence,
): VerificationReason[] {
  const wrong = signed.filter((one) => !statements.some((again) => saysTheSame(one, again)));
  return wrong.map(({ predicateType }) => ({
    code: 'verdict_differs',
    message: `The statement ${predicateType} does not follow from the evidence, which is ${verdict.verdict}.`,
    hint: 'Compare the version of ultra-parity that signed with this one; if they are the same, do not trust it.',
  }));
}

function subjectReasons(subjects: readonly Subject[], demanded: readonly string[]): VerificationReason[] {
  const known = subjects.flatMap(({ digest }) => Object.values(digest));
  const named = subjects.map(({ name, digest }) => `${name} ${Object.values(digest).join(' ')}`);
  const foreign = demanded.filter((digest) => !known.includes(digest.replace(/^sha256:/, '')));
  return foreign.map((digest) => ({
    code: 'subject_mismatch',
    message: `The evidence is not about ${digest}; it is about ${named.join(', ') || 'nothing that has a digest'}.`,
    hint: 'Run the suite on what is to be released, and sign that.',
  }));
}

function refusePartial({ scope }: Verdict): VerificationReason[] {
  if (scope.kind === 'whole') {
    return [];
  }
  const message = `The evidence is of ${scope.scenarios} of ${scope.of} scenarios: it was narrowed by --scenario or --shard.`;
  return [{ code: 'partial_run', message, hint: 'Sign a run of the whole suite, or verify with --allow-partial.' }];
}

function refusal(reasons: readonly VerificationReason[]): Verification {
  return {
    schema: 'ultra-parity/verification/v1',
    verified: false,
    signers: [],
    judged: null,
    subjects: [],
    reasons,
  };
}
