import { join } from 'node:path';
import { writeAtomically } from '../base/write-atomically.ts';
import { ctrf } from './ctrf.ts';
import { loadClient } from './html/load-client.ts';
import { renderPage } from './html/report-html.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { ReportInput } from './report-input.ts';
import { sarif } from './sarif.ts';

/** Writes every format of a report into a folder, each file whole or not at all, and returns the paths. */
export async function writeReports(folder: string, input: ReportInput): Promise<readonly string[]> {
  const files: readonly (readonly [string, string | Iterable<string>])[] = [
    ['report.html', renderPage(input, { client: await loadClient() })],
    ['report.json', asJson(input.verdict)],
    ['report.md', markdown(input)],
    ['junit.xml', junit(input)],
    ['ctrf.json', asJson(ctrf(input))],
    ['report.sarif', asJson(sarif(input))],
  ];
  return await Promise.all(
    files.map(async ([name, text]) => {
      const path = join(folder, name);
      await writeAtomically(path, text);
      return path;
    }),
  );
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
