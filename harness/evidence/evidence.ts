import type { Json, JsonObject } from '../values/json.ts';
import type { EvidenceFault } from './evidence-fault.ts';
import type { Expectation } from './expectation.ts';
import type { EvidenceFile, RunPart, SourceState, WitnessedTarget } from './provenance.ts';
import type { Rule } from './rule.ts';
import type { ScenarioIdentity, Transcript } from './transcript.ts';
import type { Waiver } from './waiver.ts';

/** All that a verdict is computed from. Nothing else may influence it. */
export interface Evidence {
  readonly manifest: RunManifest;
  readonly transcripts: readonly Transcript[];
  /** The same run once more, for each target to be compared with itself. */
  readonly control?: Evidence;
}

/** What a run set out to do, written down apart from what it managed to do: a gap between the two is never green. */
export interface RunManifest {
  readonly schema: 'ultra-parity/run/v1';
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** What a person types to do it again. */
  readonly command: string;
  /** The target that every other one is compared with. */
  readonly reference: string;
  readonly targets: readonly TargetRecord[];
  /** Every scenario that was selected, in order. */
  readonly scenarios: readonly ScenarioIdentity[];
  readonly rules: readonly Rule[];
  /** What somebody has approved. Whether it counts is for the judge to say. */
  readonly waivers: readonly Waiver[];
  readonly faults: readonly EvidenceFault[];
  readonly environment: JsonObject;
  /** What must be seen before the whole suite says anything; absent where the project names no document. */
  readonly expected?: Expectation;
  /** The targets are runs of one target, so that nothing has to tell them apart. */
  readonly comparesRuns?: boolean;
  /** The glob that narrowed the run; null for the whole suite. */
  readonly selection?: string | null;
  /** The runs of the command that this is made of: one, or those that were merged. */
  readonly parts?: readonly RunPart[];
  /** The id of every scenario that the files declare, selected or not. */
  readonly suite?: readonly string[];
  readonly source?: SourceState;
  readonly configuration?: ConfigurationState;
  /** Whether the run was done twice, and `control/` holds the second time. */
  readonly hasControl?: boolean;
  /** Every transcript of the folder by its digest. */
  readonly files?: readonly EvidenceFile[];
}

/** A manifest that says of what it is evidence, so that it can be checked and merged. What lies in a folder is one. */
export type SealedManifest = RunManifest & Required<Omit<RunManifest, 'expected' | 'comparesRuns'>>;

export interface SealedEvidence extends Evidence {
  readonly manifest: SealedManifest;
  readonly control?: SealedEvidence;
}

/** What two parts of one run must share. */
export interface ConfigurationState {
  /** SHA-256 of the rules, the waivers, the expectation and the targets. */
  readonly sha256: string;
  /** Every target of the configuration, in its order. */
  readonly targets: readonly string[];
}

export interface TargetRecord extends WitnessedTarget {
  /** What its witness must say at these places (RFC 6901): a value, or `present` for any but null, 0 and false. */
  readonly requiredWitness?: Readonly<Record<string, Json>>;
}
