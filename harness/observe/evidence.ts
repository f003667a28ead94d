import type { Rule } from '../compare/rule.ts';
import type { Waiver } from '../compare/waiver.ts';
import type { EvidenceFault } from './evidence-fault.ts';
import type { JsonObject } from './json.ts';
import type { ScenarioIdentity, Transcript } from './transcript.ts';

/** All that a verdict is computed from. Nothing else may influence it. */
export interface Evidence {
  readonly manifest: RunManifest;
  readonly transcripts: readonly Transcript[];
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
}

export interface TargetRecord {
  readonly name: string;
  readonly witness: JsonObject;
}
