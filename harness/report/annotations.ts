import { byScenario } from './by-scenario.ts';
import { cellMessage } from './cell-text.ts';
import { distinctReasons } from './distinct-reasons.ts';
import type { ReportInput } from './report-input.ts';

/** GitHub keeps ten of each level and step (https://docs.github.com/en/actions, workflow commands). */
const MOST_OF_A_LEVEL = 10;

/**
 * Workflow commands of GitHub Actions: an error for each scenario that diverges, a warning for each reason, at the line of
 * the scenario where that is known.
 */
export function annotations(input: ReportInput): readonly string[] {
  const { verdict, lines } = input;
  const files = new Map(input.evidence.manifest.scenarios.map(({ id, file }) => [id, file]));
  const placeOf = (scenario: string | null | undefined) => {
    const file = scenario === null || scenario === undefined ? undefined : files.get(scenario);
    return file === undefined ? {} : { file, line: String(lines?.get(scenario ?? '') ?? 1) };
  };
  const errors = byScenario(input).map(({ id, title, divergences, command }) => {
    const message = `${title}\n${cellMessage({ divergences, reasons: [] })}\nReproduce: ${command}`;
    return annotation('error', { ...placeOf(id), title: 'Parity: divergent' }, message);
  });
  const warnings = distinctReasons(verdict.reasons).map(({ code, message, hint, places }) => {
    return annotation('warning', { ...placeOf(places[0]?.scenario), title: `Parity: ${code}` }, `${message}\n${hint}`);
  });
  return [...errors.slice(0, MOST_OF_A_LEVEL), ...warnings.slice(0, MOST_OF_A_LEVEL)];
}

function annotation(level: 'error' | 'warning', properties: Readonly<Record<string, string>>, message: string): string {
  const words = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${words.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
