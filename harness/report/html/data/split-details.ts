import type { Divergence } from '../../../evidence/divergence.ts';
import type { Rule } from '../../../evidence/rule.ts';
import type { Transcript } from '../../../evidence/transcript.ts';
import type { VerdictWord } from '../../../evidence/verdict.ts';
import { Answers } from '../../../judge/answers.ts';
import { canonicalise } from '../../../judge/canonicalise.ts';
import { SymbolTable } from '../../../judge/symbol-table.ts';
import { truncate } from '../../content/format-value.ts';
import type { ReportInput } from '../../report-input.ts';
import { diffSides } from './diff-sides.ts';
import { listRawSteps } from './list-raw-steps.ts';
import type { DetailChunk, ScenarioDetail, StepData, ViewData } from './report-data.ts';
import { ValuePool } from './value-pool.ts';

/** Enough for the compression to find what scenarios share, and little enough to be read in an instant. */
const CHUNK_CHARACTERS = 400_000;
const LONGEST_SYMBOL = 400;

/** The worst first: where not everything fits into a page, what agrees is left out first. */
const RANK: readonly VerdictWord[] = ['divergent', 'inconclusive', 'equivalent'];

/** What every scenario showed, in parts. Only one part exists at a time. */
export function* splitDetails({ verdict, evidence }: ReportInput): Generator<DetailChunk> {
  const { manifest, transcripts } = evidence;
  const targets = verdict.targets.map(({ name }) => name);
  const ofScenario = Map.groupBy(transcripts, ({ scenario }) => scenario.id);
  const divergences = Map.groupBy(verdict.divergences, ({ scenario }) => scenario);
  let open = { scenarios: [] as ScenarioDetail[], pool: new ValuePool() };
  for (const { id } of verdict.scenarios.toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict))) {
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
  const pooled = ({ label, channels }: ReturnType<typeof listRawSteps>[number]): StepData => ({
    label,
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
    ...symbols.named(),
    ...new Answers(steps.flatMap(({ calls }) => calls)).named(),
    ...Object.entries(facts).map(([name, value]) => [`<target ${name}>`, String(value)] as const),
  ];
  return Object.fromEntries(named.map(([name, value]) => [name, truncate(value, LONGEST_SYMBOL)]));
}
