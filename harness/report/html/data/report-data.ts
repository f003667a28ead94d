import type { Divergence } from '../../../evidence/divergence.ts';
import type { EvidenceFault } from '../../../evidence/evidence-fault.ts';
import type { PlayedCassette } from '../../../evidence/played-cassettes.ts';
import type { Proof } from '../../../evidence/proof.ts';
import type { Rule } from '../../../evidence/rule.ts';
import type { ScenarioVerdict, Verdict } from '../../../evidence/verdict.ts';
import type { ControlResult } from '../../../prove/controls.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import type { DistinctReason } from '../../content/group-reasons.ts';
import type { ReleaseRecord } from '../../load-history.ts';

// What the page is drawn from. This file holds types alone, since the page and the program that writes it share them.

/** What every view needs: small enough to be read at once, whatever the size of the run. */
export interface ReportIndex {
  readonly verdict: VerdictData;
  /** Each target compared with itself; null where that was not tried. */
  readonly control: SelfComparison | null;
  readonly reasons: readonly DistinctReason[];
  readonly run: RunData;
  readonly targets: readonly TargetData[];
  readonly cassettes: readonly PlayedCassette[];
  readonly waivers: readonly WaiverData[];
  readonly proof: ProofData | null;
  readonly history: readonly ReleaseRecord[];
  /** The scenario of each divergence that the baseline had and this run has not. */
  readonly fixedIn: Readonly<Record<string, string>>;
  /** Every distinct label of a step; rows refer to it by index. */
  readonly labels: readonly string[];
  readonly scenarios: readonly ScenarioRow[];
  readonly divergences: readonly DivergenceRow[];
}

/** What a target showed twice. The sides of a finding are named by the time: `real, first time`. */
interface SelfComparison {
  readonly pairs: number;
  readonly findings: readonly DivergenceRow[];
}

/** A proof, with the findings of its controls cut into what they share and what they do not. */
export interface ProofData extends Omit<Proof, 'controls'> {
  /** What each tier must reach, 0 to 1. */
  readonly floors: Readonly<Record<string, number>>;
  readonly controls: readonly ControlData[];
}

export interface ControlData extends Omit<ControlResult, 'findings'> {
  readonly findings: readonly DivergenceRow[];
}

export type VerdictData = Omit<Verdict, 'schema' | 'targets' | 'scenarios' | 'divergences' | 'reasons' | 'control'>;

export interface ScenarioRow extends ScenarioVerdict {
  /** Of the scenario, relative to the project; empty where the run did not list it. */
  readonly file: string;
  /** Indexes of the labels of its steps, each once. */
  readonly labels: readonly number[];
  /** Targets that disagreed with themselves when the scenario was run once more. */
  readonly flaky: readonly string[];
}

/** A divergence without its values, which may be long: an excerpt stands for them. */
export interface DivergenceRow extends Omit<Divergence, 'left' | 'right'> {
  readonly excerpt: DiffData;
  /** Of an LLM call: whom it asked, such as `google gemini-2.5-flash`, where the targets agree on that. */
  readonly subject?: string;
  /** Of a status: what each target said was wrong (RFC 9457), where it did. */
  readonly problems?: Readonly<Record<string, string>>;
}

interface RunData {
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly command: string;
  /** With the id of a scenario behind it, the command that shows that scenario again. */
  readonly reproduce: string;
  readonly reference: string;
  /** What was checked out; null where nobody knows. */
  readonly commit: string | null;
  readonly environment: JsonObject;
  readonly rules: readonly RuleData[];
}

interface RuleData extends Pick<Rule, 'channel' | 'pointer'> {
  /** What the rule turns the value into, in words. */
  readonly meaning: string;
}

interface TargetData {
  readonly name: string;
  readonly summary: string;
  readonly witness: JsonObject;
}

export interface WaiverData {
  readonly id: string;
  readonly scenario: string;
  /** Channel and pointer. */
  readonly place: string;
  readonly kind: string;
  readonly owner: string;
  readonly reason: string;
  readonly issue: string;
  readonly created: string;
  readonly expires: string;
  /** Whole days from the start of the run to the last day on which it holds; negative once it has passed. */
  readonly daysLeft: number;
  /** Ids of the divergences that it approves. */
  readonly approves: readonly string[];
}

/** What a part of the page holds that is read when it is asked for. */
export interface DetailChunk {
  readonly scenarios: readonly ScenarioDetail[];
  /** Every distinct channel value once; views refer to it by index. */
  readonly pool: readonly Json[];
}

export interface ScenarioDetail {
  readonly id: string;
  readonly views: readonly ViewData[];
  /** By the id of the divergence. */
  readonly diffs: Readonly<Record<string, DiffData>>;
}

/** What one target showed of a scenario. */
export interface ViewData {
  readonly target: string;
  /** What is compared: legitimate variation has become symbols. */
  readonly canonical: readonly StepData[];
  /** What was seen. */
  readonly raw: readonly StepData[];
  /** What each symbol of the canonical view stands for. */
  readonly symbols: Readonly<Record<string, string>>;
  readonly faults: readonly EvidenceFault[];
}

export interface StepData {
  readonly label: string;
  /** Indexes into the pool, by channel. */
  readonly channels: Readonly<Record<string, number>>;
}

/** Both sides of a divergence as text, cut into what they share and what they do not. */
export interface DiffData {
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
}

export type Piece = readonly ['same' | 'changed', string];
