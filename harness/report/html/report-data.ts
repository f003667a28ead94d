import type { Divergence } from '../../compare/divergence.ts';
import type { Rule } from '../../compare/rule.ts';
import type { Verdict } from '../../compare/verdict.ts';
import type { EvidenceFault } from '../../observe/evidence-fault.ts';
import type { Json, JsonObject } from '../../observe/json.ts';
import type { DistinctReason } from '../distinct-reasons.ts';

/** What the page is drawn from. It holds types alone, since the page and the program that writes it share it. */
export interface ReportData {
  readonly verdict: VerdictData;
  readonly reasons: readonly DistinctReason[];
  readonly run: RunData;
  readonly targets: readonly TargetData[];
  readonly cassettes: readonly CassetteData[];
  /** In the order of the verdict, so that index and index belong together. */
  readonly scenarios: readonly ScenarioData[];
  /** By the id of the divergence. */
  readonly diffs: Readonly<Record<string, DiffData>>;
  /** Every distinct channel value once; views refer to it by index. */
  readonly pool: readonly Json[];
}

/** The verdict without what the page has in another form: values are in `diffs`, reasons are told once in `reasons`. */
export interface VerdictData extends Omit<Verdict, 'divergences' | 'reasons'> {
  readonly divergences: readonly DivergenceData[];
}

type DivergenceData = Omit<Divergence, 'left' | 'right'>;

interface RunData {
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly command: string;
  readonly reference: string;
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

/** The recorded traffic that one scenario was answered from on one target. */
export interface CassetteData {
  readonly scenario: string;
  readonly target: string;
  readonly source: string;
  readonly recordedAt: string;
  /** When the run started. */
  readonly ageDays: number;
  readonly replayed: number;
}

export interface ScenarioData {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly command: string;
  readonly views: readonly ViewData[];
}

/** What one target showed of a scenario. */
export interface ViewData {
  readonly target: string;
  /** What is compared: legitimate variation has become symbols. */
  readonly canonical: readonly StepData[];
  /** What was seen. */
  readonly raw: readonly StepData[];
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
