import { join } from 'node:path';
import { writeAtomically } from '../base/write-atomically.ts';
import type { ReportInput } from './content/report-input.ts';
import { renderCtrf } from './formats/ctrf.ts';
import { renderJunit } from './formats/junit.ts';
import { renderMarkdown } from './formats/markdown.ts';
import { renderSarif } from './formats/sarif.ts';
import { loadClient } from './html/load-client.ts';
import { renderPage } from './html/render-page.ts';

/** Writes every format of a report into a folder, each file whole or not at all, and returns the paths. */
export async function writeReports(folder: string, input: ReportInput): Promise<readonly string[]> {
  const files: readonly (readonly [string, string | Iterable<string>])[] = [
    ['report.html', renderPage(input, { client: await loadClient() })],
    ['report.json', formatJson(input.verdict)],
    ['report.md', renderMarkdown(input)],
    ['junit.xml', renderJunit(input)],
    ['ctrf.json', formatJson(renderCtrf(input))],
    ['report.sarif', formatJson(renderSarif(input))],
  ];
  return await Promise.all(
    files.map(async ([name, text]) => {
      const path = join(folder, name);
      await writeAtomically(path, text);
      return path;
    }),
  );
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
