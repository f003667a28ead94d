import { cellMessage, cellText, reasonText } from './cell-text.ts';
import { type Cell, cellsOf, runReasons } from './cells.ts';
import type { ReportInput } from './report-input.ts';

/**
 * JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml): a suite a target, a case a scenario.
 * `failure` is a divergence, `error` is evidence that does not suffice. What is wrong with the run as a whole is a suite
 * of its own, so that no reader takes an empty run for a green one.
 */
export function junit(input: ReportInput): string {
  const { manifest } = input.evidence;
  const cells = cellsOf(input);
  const suites = [
    ...runSuite(input),
    ...input.verdict.targets.map(({ name }) =>
      targetSuite(
        name,
        cells.filter(({ target }) => target === name),
        input,
      ),
    ),
  ];
  const totals = attributes({ name: 'parity', ...sum(suites), time: seconds(manifest.durationMs) });
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

function runSuite({ verdict, evidence }: ReportInput): Suite[] {
  const reasons = runReasons(verdict);
  if (reasons.length === 0) {
    return [];
  }
  const counts = { tests: reasons.length, failures: 0, errors: reasons.length };
  const cases = reasons.map((reason) => {
    const error = element(
      'error',
      { message: reason.message.split('\n')[0] ?? '', type: reason.code },
      reasonText(reason),
    );
    return `    <testcase${attributes({ name: reason.code, classname: 'run', time: '0' })}>\n${error}\n    </testcase>`;
  });
  return [suite('run', { counts, cases, durationMs: 0, startedAt: evidence.manifest.startedAt })];
}

function targetSuite(name: string, cells: readonly Cell[], { evidence }: ReportInput): Suite {
  const counts = {
    tests: cells.length,
    failures: cells.filter(({ outcome }) => outcome === 'divergent').length,
    errors: cells.filter(({ outcome }) => outcome === 'inconclusive').length,
  };
  const durationMs = cells.reduce((total, cell) => total + cell.durationMs, 0);
  return suite(name, { counts, cases: cells.map(testCase), durationMs, startedAt: evidence.manifest.startedAt });
}

interface SuiteContent {
  readonly counts: Counts;
  readonly cases: readonly string[];
  readonly durationMs: number;
  readonly startedAt: string;
}

function suite(name: string, { counts, cases, durationMs, startedAt }: SuiteContent): Suite {
  const timestamp = startedAt.replace(/(\.\d+)?Z$/, '');
  const head = attributes({ name, ...counts, skipped: 0, time: seconds(durationMs), timestamp });
  return { ...counts, xml: [`  <testsuite${head}>`, ...cases, '  </testsuite>'].join('\n') };
}

function testCase(cell: Cell): string {
  const { scenario, target, file, outcome, durationMs } = cell;
  const classname = `${target}.${scenario.id.split('/').slice(0, -1).join('.')}`;
  const head = { name: scenario.title, classname, time: seconds(durationMs), ...(file === null ? {} : { file }) };
  if (outcome === 'passed') {
    return `    <testcase${attributes(head)}/>`;
  }

  const type = cell.divergences[0]?.kind ?? cell.reasons[0]?.code ?? 'inconclusive';
  const name = outcome === 'divergent' ? 'failure' : 'error';
  const problem = element(name, { message: cellMessage(cell), type }, cellText(cell));
  return `    <testcase${attributes(head)}>\n${problem}\n    </testcase>`;
}

function element(name: string, values: Readonly<Record<string, string>>, text: string): string {
  return `      <${name}${attributes(values)}>${escapeXml(text)}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 (section 2.2) has no place for most control characters, not even escaped: they are written as `\u001b`. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    })
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function sum(suites: readonly Suite[]): Counts {
  const total = (pick: (suite: Suite) => number) => suites.reduce((count, one) => count + pick(one), 0);
  return {
    tests: total(({ tests }) => tests),
    failures: total(({ failures }) => failures),
    errors: total(({ errors }) => errors),
  };
}
