/**
 * Why an observation cannot be trusted. A scenario with a fault is never equivalent: what could not be observed is
 * inconclusive, and the hint says what to do about it.
 */
export interface EvidenceFault {
  readonly code:
    | 'cassette_missing'
    | 'cassette_invalid'
    | 'unrecorded_request'
    | 'unplayed_interaction'
    | 'interception_escaped'
    | 'witness_failed'
    | 'drive_failed'
    | 'transcript_missing';
  /** What happened, in full sentences; may span lines. Holds no secret. */
  readonly message: string;
  /** The next step, a command where there is one. */
  readonly hint: string;
}
