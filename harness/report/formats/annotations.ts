import { toPrintableText } from '../../base/printable.ts';
import { summariseTestCase } from '../content/describe-test-case.ts';
import { groupByScenario } from '../content/group-by-scenario.ts';
import { groupReasons } from '../content/group-reasons.ts';
import type { ReportInput } from '../content/report-input.ts';

/** GitHub keeps ten of each level and step (https://docs.github.com/en/actions, workflow commands). */
const MOST_OF_A_LEVEL = 10;

/**
 * Workflow commands of GitHub Actions: an error for each scenario that diverges, a warning for each reason, at the line of
 * the scenario where that is known.
 */
export function renderAnnotations(input: ReportInput): readonly string[] {
  const { verdict, lines } = input;
  const files = new Map(input.evidence.manifest.scenarios.map(({ id, file }) => [id, file]));
  const findPlace = (scenario: string | null | undefined) => {
    const file = scenario === null || scenario === undefined ? undefined : files.get(scenario);
    return file === undefined ? {} : { file, line: String(lines?.get(scenario ?? '') ?? 1) };
  };
  const errors = groupByScenario(input).map(({ id, title, divergences, command }) => {
    const message = `${title}\n${summariseTestCase({ divergences, reasons: [] })}\nReproduce: ${command}`;
    return renderAnnotation('error', { ...findPlace(id), title: 'Parity: divergent' }, message);
  });
  const warnings = groupReasons(verdict.reasons).map(({ code, message, hint, places }) => {
    return renderAnnotation(
      'warning',
      { ...findPlace(places[0]?.scenario), title: `Parity: ${code}` },
      `${message}\n${hint}`,
    );
  });
  return [...errors.slice(0, MOST_OF_A_LEVEL), ...warnings.slice(0, MOST_OF_A_LEVEL)];
}

function renderAnnotation(
  level: 'error' | 'warning',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const words = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${words.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return toPrintableText(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
