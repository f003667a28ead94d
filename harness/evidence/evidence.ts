import type { RunManifest, SealedManifest } from './manifest.ts';
import type { Transcript } from './transcript.ts';

/** All that a verdict is computed from. Nothing else may influence it. */
export interface Evidence {
  readonly manifest: RunManifest;
  readonly transcripts: readonly Transcript[];
  /** The same run once more, for each target to be compared with itself. */
  readonly control?: Evidence;
}

/** What an evidence folder holds. */
export interface SealedEvidence extends Evidence {
  readonly manifest: SealedManifest;
  readonly control?: SealedEvidence;
}
