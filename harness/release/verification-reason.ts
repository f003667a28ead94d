export interface VerificationReason {
  readonly code:
    | 'attestation_missing'
    | 'attestation_invalid'
    | 'signature_invalid'
    | 'evidence_changed'
    | 'evidence_invalid'
    | 'verdict_differs'
    | 'subject_mismatch'
    | 'waiver_expired'
    | 'partial_run';
  readonly message: string;
  readonly hint: string;
}
