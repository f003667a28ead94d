import type { JsonObject } from '../values/json.ts';

/** Which code was tested, as the command line found it. */
export interface SourceState {
  /** The commit that was checked out; null where there is no git. */
  readonly commit: string | null;
  /** Whether there were changes that are not committed. */
  readonly isDirty: boolean;
  /** SHA-256 of those changes; null where there are none. */
  readonly changes: string | null;
  /** SHA-256 of the lock file of the packages; null where there is none. */
  readonly lockfile: string | null;
}

/** Which of several machines this is: `{ index: 2, of: 4 }` is the second of four. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** One run of the command. Evidence that was merged has more than one. */
export interface RunPart {
  readonly runId: string;
  readonly command: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly shard: Shard | null;
  readonly targets: readonly WitnessedTarget[];
  readonly environment: JsonObject;
}

/** A target, and what proves what it was. */
export interface WitnessedTarget {
  readonly name: string;
  readonly witness: JsonObject;
}

/** A file of an evidence folder. */
export interface EvidenceFile {
  /** Relative to the folder, with `/` on every system. */
  readonly path: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
}
