import { toPrintableText } from '../../base/printable.ts';
import { describeReason, describeTestCase, summariseTestCase } from '../content/describe-test-case.ts';
import { filterRunReasons, listTestCases, type TestCase } from '../content/list-test-cases.ts';
import type { ReportInput } from '../content/report-input.ts';

/**
 * JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml): a suite a target, a case a scenario.
 * `failure` is a divergence, `error` is evidence that does not suffice. What is wrong with the run as a whole is a suite
 * of its own: an empty run is never green.
 */
export function renderJunit(input: ReportInput): string {
  const { manifest } = input.evidence;
  const cells = listTestCases(input);
  const suites = [
    ...renderRunSuite(input),
    ...input.verdict.targets.map(({ name }) =>
      renderTargetSuite(
        name,
        cells.filter(({ target }) => target === name),
        input,
      ),
    ),
  ];
  const totals = renderAttributes({ name: 'parity', ...sumCounts(suites), time: formatSeconds(manifest.durationMs) });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${totals}>`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Suite extends Counts {
  readonly xml: string;
}

function renderRunSuite({ verdict, evidence }: ReportInput): Suite[] {
  const reasons = filterRunReasons(verdict);
  if (reasons.length === 0) {
    return [];
  }
  const counts = { tests: reasons.length, failures: 0, errors: reasons.length };
  const cases = reasons.map((reason) => {
    const error = renderElement(
      'error',
      { message: reason.message.split('\n')[0] ?? '', type: reason.code },
      describeReason(reason),
    );
    return `    <testcase${renderAttributes({ name: reason.code, classname: 'run', time: '0' })}>\n${error}\n    </testcase>`;
  });
  return [renderSuite('run', { counts, cases, durationMs: 0, startedAt: evidence.manifest.startedAt })];
}

function renderTargetSuite(name: string, cells: readonly TestCase[], { evidence }: ReportInput): Suite {
  const counts = {
    tests: cells.length,
    failures: cells.filter(({ outcome }) => outcome === 'divergent').length,
    errors: cells.filter(({ outcome }) => outcome === 'inconclusive').length,
  };
  const durationMs = cells.reduce((total, cell) => total + cell.durationMs, 0);
  return renderSuite(name, {
    counts,
    cases: cells.map(renderTestCase),
    durationMs,
    startedAt: evidence.manifest.startedAt,
  });
}

interface SuiteContent {
  readonly counts: Counts;
  readonly cases: readonly string[];
  readonly durationMs: number;
  readonly startedAt: string;
}

function renderSuite(name: string, { counts, cases, durationMs, startedAt }: SuiteContent): Suite {
  const timestamp = startedAt.replace(/(\.\d+)?Z$/, '');
  const head = renderAttributes({ name, ...counts, skipped: 0, time: formatSeconds(durationMs), timestamp });
  return { ...counts, xml: [`  <testsuite${head}>`, ...cases, '  </testsuite>'].join('\n') };
}

function renderTestCase(cell: TestCase): string {
  const { scenario, target, file, outcome, durationMs } = cell;
  const classname = `${target}.${scenario.id.split('/').slice(0, -1).join('.')}`;
  const head = { name: scenario.title, classname, time: formatSeconds(durationMs), ...(file === null ? {} : { file }) };
  if (outcome === 'passed') {
    return `    <testcase${renderAttributes(head)}/>`;
  }

  const type = cell.divergences[0]?.kind ?? cell.reasons[0]?.code ?? 'inconclusive';
  const name = outcome === 'divergent' ? 'failure' : 'error';
  const problem = renderElement(name, { message: summariseTestCase(cell), type }, describeTestCase(cell));
  return `    <testcase${renderAttributes(head)}>\n${problem}\n    </testcase>`;
}

function renderElement(name: string, values: Readonly<Record<string, string>>, text: string): string {
  return `      <${name}${renderAttributes(values)}>${escapeXml(text)}</${name}>`;
}

function renderAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 (section 2.2) has no place for most control characters, not even escaped. */
function escapeXml(text: string): string {
  return toPrintableText(text).replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

function formatSeconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function sumCounts(suites: readonly Suite[]): Counts {
  const total = (pick: (suite: Suite) => number) => suites.reduce((count, one) => count + pick(one), 0);
  return {
    tests: total(({ tests }) => tests),
    failures: total(({ failures }) => failures),
    errors: total(({ errors }) => errors),
  };
}
