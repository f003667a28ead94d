import type { Divergence } from '../../../evidence/divergence.ts';
import type { EvidenceFault } from '../../../evidence/evidence-fault.ts';
import type { Rule } from '../../../evidence/rule.ts';
import type { Transcript } from '../../../evidence/transcript.ts';
import { type CanonicalStep, canonicalise } from '../../../judge/canonicalise.ts';
import { ResponseTexts } from '../../../judge/response-texts.ts';
import { SymbolTable } from '../../../judge/symbol-table.ts';
import type { Json } from '../../../values/json.ts';
import { truncate } from '../../content/format-value.ts';
import type { ReportInput } from '../../content/report-input.ts';
import { compareVerdicts } from '../../content/worst-first.ts';
import { type DiffData, diffSides } from './diff-sides.ts';
import { listRawSteps, listSummaries } from './list-raw-steps.ts';
import { ValuePool } from './value-pool.ts';

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
  /** What each channel says of the step in a word or two: `200`, `3 LLM calls`. */
  readonly summary: readonly string[];
  /** Indexes into the pool, by channel. */
  readonly channels: Readonly<Record<string, number>>;
}

/** Enough for the compression to find what scenarios share, and little enough to be read in an instant. */
const CHUNK_CHARACTERS = 400_000;
const LONGEST_SYMBOL = 400;

/**
 * What every scenario showed, in parts. Only one part exists at a time. The worst come first: where not everything fits
 * into a page, what agrees is left out.
 */
export function* splitDetails({ verdict, evidence }: ReportInput): Generator<DetailChunk> {
  const { manifest, transcripts } = evidence;
  const targets = verdict.targets.map(({ name }) => name);
  const ofScenario = Map.groupBy(transcripts, ({ scenario }) => scenario.id);
  const divergences = Map.groupBy(verdict.divergences, ({ scenario }) => scenario);
  let open = { scenarios: [] as ScenarioDetail[], pool: new ValuePool() };
  for (const { id } of verdict.scenarios.toSorted(compareVerdicts)) {
    const own = (ofScenario.get(id) ?? []).toSorted((a, b) => targets.indexOf(a.target) - targets.indexOf(b.target));
    const views = own.map((transcript) => createView(transcript, manifest.rules, open.pool));
    open.scenarios.push({ id, views, diffs: diffAll(divergences.get(id) ?? []) });
    if (open.pool.characters < CHUNK_CHARACTERS) {
      continue;
    }
    yield { scenarios: open.scenarios, pool: open.pool.values };
    open = { scenarios: [], pool: new ValuePool() };
  }
  if (open.scenarios.length > 0) {
    yield { scenarios: open.scenarios, pool: open.pool.values };
  }
}

function diffAll(divergences: readonly Divergence[]): ScenarioDetail['diffs'] {
  return Object.fromEntries(divergences.map((divergence) => [divergence.id, diffSides(divergence)]));
}

function createView(transcript: Transcript, rules: readonly Rule[], pool: ValuePool): ViewData {
  const symbols = new SymbolTable();
  const summaries = listSummaries(transcript);
  const pooled = ({ label, channels }: CanonicalStep, index: number): StepData => ({
    label,
    summary: summaries[index] ?? [],
    channels: Object.fromEntries(
      Object.entries(channels).map(([channel, value]) => [channel, pool.indexOf(value ?? null)]),
    ),
  });
  return {
    target: transcript.target,
    canonical: canonicalise(transcript, rules, symbols).steps.map(pooled),
    raw: listRawSteps(transcript).map(pooled),
    symbols: listSymbols(transcript, symbols),
    faults: transcript.faults,
  };
}

function listSymbols({ facts, steps }: Transcript, symbols: SymbolTable): ViewData['symbols'] {
  const named = [
    ...symbols.listSymbols(),
    ...new ResponseTexts(steps.flatMap(({ calls }) => calls)).listSymbols(),
    ...Object.entries(facts).map(([name, value]) => [`<target ${name}>`, String(value)] as const),
  ];
  return Object.fromEntries(named.map(([name, value]) => [name, truncate(value, LONGEST_SYMBOL)]));
}
