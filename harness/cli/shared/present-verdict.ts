import { relative } from 'node:path';
import type { ExitCode } from '../../base/exit-codes.ts';
import { createPainter } from '../../base/painter.ts';
import type { ReportInput } from '../../report/content/report-input.ts';
import { findScenarioLines } from '../../report/find-scenario-lines.ts';
import { renderAnnotations } from '../../report/formats/annotations.ts';
import { renderTerminalSummary } from '../../report/formats/terminal.ts';
import { writeReports } from '../../report/write-reports.ts';
import type { CommandContext } from './command-context.ts';

export interface Presentation {
  /** Where the reports go. */
  readonly folder: string;
  readonly isJson: boolean;
  readonly context: CommandContext;
}

/** Writes the reports, tells a person, prints the verdict for a script, and returns the exit code of the verdict. */
export async function presentVerdict(
  judged: ReportInput,
  { folder, isJson, context }: Presentation,
): Promise<ExitCode> {
  const { cwd, env, stderr, stdout } = context;
  const input = { ...judged, lines: await findScenarioLines(cwd, judged.evidence.manifest.scenarios) };
  const [page] = await writeReports(folder, input);
  const path = page === undefined ? undefined : relative(cwd, page);
  stderr.write(`\n${renderTerminalSummary(input, createPainter(stderr, env), path)}\n`);
  if (env['GITHUB_ACTIONS'] === 'true') {
    for (const line of renderAnnotations(input)) {
      stderr.write(`${line}\n`);
    }
  }
  if (isJson) {
    stdout.write(`${JSON.stringify(input.verdict, null, 2)}\n`);
  }
  return input.verdict.exitCode;
}
