import type { Divergence } from '../../evidence/divergence.ts';
import type { Reason, ScenarioVerdict, Verdict } from '../../evidence/verdict.ts';
import type { ReportInput } from './report-input.ts';
import { getReproduceCommand } from './reproduce-command.ts';

/** One scenario on one target: what the formats that know tests, but no comparisons, call a test case. */
export interface TestCase {
  readonly scenario: ScenarioVerdict;
  readonly target: string;
  /** Of the scenario, relative to the project; null where the run did not list it. */
  readonly file: string | null;
  /** What a person types to see the scenario again. */
  readonly command: string;
  readonly outcome: 'passed' | 'divergent' | 'inconclusive';
  readonly durationMs: number;
  /** Those of this target without a waiver. */
  readonly divergences: readonly Divergence[];
  readonly reasons: readonly Reason[];
}

/** Every scenario on every target, in the order of targets, then scenarios. */
export function listTestCases(input: ReportInput): readonly TestCase[] {
  const { verdict, evidence } = input;
  const files = new Map(evidence.manifest.scenarios.map(({ id, file }) => [id, file]));
  const found: Found = {
    divergences: Map.groupBy(
      verdict.divergences.filter(({ waiver }) => waiver === undefined),
      ({ scenario }) => scenario,
    ),
    reasons: Map.groupBy(verdict.reasons, ({ scenario }) => scenario),
  };
  return verdict.targets.flatMap(({ name }) =>
    verdict.scenarios.map((scenario) => {
      const command = getReproduceCommand(scenario.id, evidence.manifest.command);
      return createTestCase({ scenario, target: name, file: files.get(scenario.id) ?? null, command }, found);
    }),
  );
}

/** What is wrong with the run as a whole, whatever its scenarios say. */
export function filterRunReasons({ reasons }: Verdict): readonly Reason[] {
  return reasons.filter(({ scenario }) => scenario === null);
}

/** By scenario: a run may have thousands of each. */
interface Found {
  readonly divergences: ReadonlyMap<string, readonly Divergence[]>;
  readonly reasons: ReadonlyMap<string | null, readonly Reason[]>;
}

function createTestCase(place: Pick<TestCase, 'scenario' | 'target' | 'file' | 'command'>, found: Found): TestCase {
  const { scenario, target } = place;
  const divergences = (found.divergences.get(scenario.id) ?? []).filter(({ targets }) => targets.includes(target));
  const reasons = (found.reasons.get(scenario.id) ?? []).filter(
    (reason) => reason.target === target || reason.target === null,
  );
  const isInconclusive = scenario.verdict === 'inconclusive' || reasons.length > 0;
  const outcome = divergences.length > 0 ? 'divergent' : isInconclusive ? 'inconclusive' : 'passed';
  return { ...place, outcome, durationMs: scenario.durationMs[target] ?? 0, divergences, reasons };
}
