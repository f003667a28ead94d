import { relative } from 'node:path';
import type { ExitCode } from '../errors/exit-codes.ts';
import type { ReportInput } from '../report/report-input.ts';
import { terminalSummary } from '../report/terminal-summary.ts';
import { writeReports } from '../report/write-reports.ts';
import { painter } from '../run/progress.ts';
import type { CommandContext } from './command-context.ts';

export interface Presentation {
  /** Where the reports go. */
  readonly folder: string;
  readonly isJson: boolean;
  readonly context: CommandContext;
}

/** Writes the reports, tells a person, prints the verdict for a script, and returns the exit code of the verdict. */
export async function present(input: ReportInput, { folder, isJson, context }: Presentation): Promise<ExitCode> {
  const [page] = await writeReports(folder, input);
  const path = page === undefined ? undefined : relative(context.cwd, page);
  context.stderr.write(`\n${terminalSummary(input, painter(context.stderr, context.env), path)}\n`);
  if (isJson) context.stdout.write(`${JSON.stringify(input.verdict, null, 2)}\n`);
  return input.verdict.exitCode;
}
