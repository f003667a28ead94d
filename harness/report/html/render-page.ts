import type { ReportInput } from '../content/report-input.ts';
import { buildIndex } from './data/build-index.ts';
import { splitDetails } from './data/split-details.ts';
import { loadStyles } from './load-styles.ts';
import { pack } from './pack.ts';

/** Nothing but what is in the page may run or load. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 5h12v2H2zm0 4h12v2H2z' fill='%23667'/%3E%3C/svg%3E";

/** Much larger pages are slow to open, and what shows reports of a CI job refuses them. */
const BUDGET_BYTES = 7_900_000;
/** At most, compressed. */
const BYTES_OF_A_PLACE = 6;

export interface PageOptions {
  /** The program that draws the page. */
  readonly client: string;
  readonly budgetBytes?: number;
}

/**
 * The whole report as one page that works from a file, without a network, and is never larger than 8 MB. It comes in
 * pieces: a large report is never held as a whole. The steps of scenarios that agree are left out first where they do not
 * fit into the budget.
 */
export function* renderPage(
  input: ReportInput,
  { client, budgetBytes = BUDGET_BYTES }: PageOptions,
): Generator<string> {
  const head = renderHead(input.verdict.verdict);
  const tail = `<script type="module">\n${client.replaceAll('</script', '<\\/script')}</script>\n</body>\n</html>\n`;
  const index = renderData('report-index', pack(buildIndex(input)));
  yield head;
  yield index;

  const places = new Map<string, number>();
  let size = Buffer.byteLength(head + tail) + index.length + input.verdict.scenarios.length * BYTES_OF_A_PLACE;
  let count = 0;
  for (const chunk of splitDetails(input)) {
    const element = renderData(`report-part-${count}`, pack(chunk));
    if (size + element.length > budgetBytes) {
      break;
    }
    for (const { id } of chunk.scenarios) {
      places.set(id, count);
    }
    size += element.length;
    count += 1;
    yield element;
  }
  yield renderData('report-places', pack(input.verdict.scenarios.map(({ id }) => places.get(id) ?? -1)));
  yield tail;
}

function renderHead(verdict: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Parity: ${verdict}</title>
<link rel="icon" href="${ICON}">
<style>
${loadStyles()}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to the content</a>
<div id="page"></div>
<noscript><p class="noscript">Verdict: ${verdict}. This page draws itself with JavaScript; report.md says the same without.</p></noscript>
`;
}

function renderData(id: string, base64: string): string {
  return `<script type="text/plain" id="${id}">${base64}</script>\n`;
}
