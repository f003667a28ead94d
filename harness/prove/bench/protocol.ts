import type { ScenarioIdentity } from '../../evidence/transcript.ts';
import type { RunSettings } from '../../scenario/engine/run-settings.ts';

/** A version of the code under test: the files of it that differ from those on the disk, by absolute path. */
export interface CodeVersion {
  readonly id: string;
  readonly sources: Readonly<Record<string, string>>;
}

/** One scenario on one target. */
export interface Task {
  readonly scenario: ScenarioIdentity;
  readonly settings: RunSettings;
  /** How long it may take before it counts as hanging. */
  readonly deadlineMs: number;
}

/** What a worker is asked to do: scenarios, one after the other, on one version of the code. Plain JSON. */
export interface Batch {
  readonly version: CodeVersion;
  readonly tasks: readonly Task[];
  /** Of which it is to be told whether a task runs them. */
  readonly probes: readonly Probe[];
}

/** A place in a file of the code. */
export interface Probe {
  /** Absolute. */
  readonly path: string;
  /** In UTF-16 code units, from 0. */
  readonly offset: number;
}

/** What a worker says while it does so. */
export type Report =
  /** It has loaded itself and takes batches. */
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'ended';
      readonly task: number;
      readonly durationMs: number;
      readonly reached: readonly number[];
    }
  /** The task left no transcript. */
  | { readonly kind: 'failed'; readonly task: number; readonly message: string }
  | {
      readonly kind: 'done';
      /** The digest of each file of the version that was loaded, by absolute path. */
      readonly loaded: Readonly<Record<string, string>>;
      /** Something that was started goes on: what comes next had better be done by another process. */
      readonly isUnclean: boolean;
    };
