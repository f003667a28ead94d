import type { ReportInput } from '../report-input.ts';
import { buildReportData } from './build-report-data.ts';
import { clientScript } from './client-script.ts';
import { pageStyles } from './page-styles.ts';

/** Nothing but what is in the page may run or load. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 5h12v2H2zm0 4h12v2H2z' fill='%23667'/%3E%3C/svg%3E";

/** The whole report as one page that works from a file, without a network. */
export function reportHtml(input: ReportInput): string {
  const { verdict } = input.verdict;
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
${pageStyles()}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to the content</a>
<div id="page"></div>
<noscript><p class="noscript">Verdict: ${verdict}. This page draws itself with JavaScript; report.md says the same without.</p></noscript>
<script type="application/json" id="report-data">${jsonForScript(buildReportData(input))}</script>
<script type="module">
${clientScript()}</script>
</body>
</html>
`;
}

/** No text of the evidence can end the element that it stands in (HTML, section 4.12.1.3). */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
