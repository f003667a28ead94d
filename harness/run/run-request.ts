import type { SealedEvidence } from '../evidence/evidence.ts';
import type { Shard, SourceState } from '../evidence/manifest.ts';
import type { Environment } from '../scenario/api/environment.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import type { PreparedTarget } from '../scenario/api/target.ts';
import type { RecordMode } from '../traffic/api/record-mode.ts';
import type { Progress } from './progress.ts';
import type { VitestOutcome, VitestRun } from './run-vitest.ts';

/** What a run is asked to do. */
export interface RunRequest {
  /** Absolute path of the parity configuration. */
  readonly config: string;
  /** In order; the first is the reference. Undefined: every target of the configuration. */
  readonly targets: readonly string[] | undefined;
  readonly only: string | null;
  /** Which of several machines this is; all of it when absent. */
  readonly shard?: Shard;
  /** Do it twice, so that each target can be compared with itself. */
  readonly control?: boolean;
  /** Which code is tested; unknown when absent. */
  readonly source?: SourceState;
  readonly llm: RecordMode;
  readonly out: string;
  /** Absolute path of the cassettes, where they are not those of the configuration. */
  readonly cassettes?: string;
  /** What the command line asked of the targets, such as `{ postgres: 'embedded' }`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** What a person types to do it again. */
  readonly command: string;
  readonly env: Environment;
  readonly runId: string;
  readonly startedAt: Date;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Awaited when the evidence is there and what was prepared still runs. */
  readonly beforeStop?: (evidence: SealedEvidence, prepared: PreparedTargets) => Promise<void>;
}

/** Targets that are prepared, so that more than one run can share them. */
export interface PreparedTargets extends AsyncDisposable {
  readonly targets: readonly { readonly name: string; readonly prepared: PreparedTarget | undefined }[];
}

/** A configuration whose targets are prepared. */
export interface PreparedRun {
  readonly config: ParityConfig;
  readonly prepared: PreparedTargets;
  /** What runs the scenarios and leaves their transcripts in the evidence folder. */
  readonly runScenarios: (run: VitestRun) => Promise<VitestOutcome>;
}
