import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { listFailures, type PartResult } from './part-result.ts';

/** What vitest's JSON reporter writes, as far as it is read here: https://vitest.dev/guide/reporters#json-reporter. */
export interface UnitReport {
  readonly testResults: readonly UnitFile[];
}

interface UnitFile {
  /** Absolute path. */
  readonly name: string;
  /** `failed` with no test that failed: the file could not be loaded, and `message` says why. */
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly UnitTest[];
}

interface UnitTest {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[] | null;
}

/** @param report undefined when none was left. */
export function unitResult(report: UnitReport | undefined, exitCode: number): PartResult {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  return {
    name: 'unit and contract tests',
    passed: tests.filter(({ status }) => status === 'passed').length,
    failures: listFailures(exitCode, report?.testResults.flatMap(failuresOfFile)),
    notRun: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

function failuresOfFile({ name, status, message, assertionResults }: UnitFile): string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0) {
    return [`${file}: ${firstLine(message)}`];
  }
  return failed.map((test) => `${file}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
}

const LONGEST = 1_500;

/** The first line. Of one that is too long the middle is left out: what a command printed says at its end how it ended. */
function firstLine(text = ''): string {
  const line = stripVTControlCharacters(text).split('\n', 1)[0] ?? '';
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST / 3)} … ${line.slice((-LONGEST * 2) / 3)}`;
}
