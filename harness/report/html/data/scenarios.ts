import { removeIdentifiers } from '../../../evidence/endpoint.ts';
import type { ScenarioVerdict } from '../../../evidence/verdict.ts';
import type { ReportInput } from '../../content/report-input.ts';

export interface ScenarioRow extends ScenarioVerdict {
  /** Of the scenario, relative to the project; empty where the run did not list it. */
  readonly file: string;
  /** Indexes of the labels of its steps, each once. */
  readonly labels: readonly number[];
  /** Targets that disagreed with themselves when the scenario was run once more. */
  readonly flaky: readonly string[];
}

interface ScenarioList {
  readonly rows: readonly ScenarioRow[];
  /** Every distinct label of a step; rows refer to it by index. */
  readonly labels: readonly string[];
}

/** Every scenario of the run, in its order. */
export function listScenarios({ verdict, evidence }: ReportInput): ScenarioList {
  const labels = new Map<string, number>();
  const files = new Map(evidence.manifest.scenarios.map(({ id, file }) => [id, file]));
  const ofScenario = Map.groupBy(evidence.transcripts, ({ scenario }) => scenario.id);
  const noisy = Map.groupBy(verdict.control?.divergences ?? [], ({ scenario }) => scenario);
  const indexOf = (label: string) => {
    const index = labels.get(label) ?? labels.size;
    labels.set(label, index);
    return index;
  };
  const rows = verdict.scenarios.map((scenario) => {
    const steps = (ofScenario.get(scenario.id) ?? []).flatMap((transcript) => transcript.steps);
    const own = [...new Set(steps.map(({ label }) => indexOf(removeIdentifiers(label))))];
    const flaky = [...new Set((noisy.get(scenario.id) ?? []).map(({ targets: [target] }) => target))];
    return { ...scenario, file: files.get(scenario.id) ?? '', labels: own, flaky };
  });
  return { rows, labels: [...labels.keys()] };
}
