import { describe, expect, it } from 'vitest';
import { unitResult } from './unit-report.ts';

const FILE = `${process.cwd()}/server/a.test.ts`;

describe('what the unit tests came to', () => {
  it('names each test that failed by its file, its title and the first line of its failure', () => {
    const failed = test('says hello', 'failed', ['\u001b[31mexpected 1 to be 2\u001b[39m\n    at a.test.ts:3:1']);
    const report = makeReport('failed', [test('says goodbye', 'passed'), failed]);

    expect(unitResult(report, 1)).toStrictEqual({
      name: 'unit and contract tests',
      passed: 1,
      failures: ['server/a.test.ts: says hello: expected 1 to be 2'],
      notRun: [],
    });
  });

  it('keeps both ends of a failure that is too long for a line', () => {
    const failed = test('says hello', 'failed', [`expected 'begins ${'.'.repeat(5_000)} ends' to be 2`]);

    expect(unitResult(makeReport('failed', [failed]), 1).failures).toStrictEqual([
      expect.stringMatching(/says hello: expected 'begins \.{483} … \.{986} ends' to be 2$/),
    ]);
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(unitResult(makeReport('failed', [], 'Cannot find module\nfrom a.test.ts'), 1).failures).toStrictEqual([
      'server/a.test.ts: Cannot find module',
    ]);
  });

  it.each([
    ['left no report', undefined, 3],
    ['ended badly though every test passed', makeReport('passed', [test('says hello', 'passed')]), 3],
    ['ended well and left no report', undefined, 0],
  ])('counts one failure when the command %s', (_what, report, exitCode) => {
    expect(unitResult(report, exitCode).failures).toStrictEqual([
      `a command ended with ${exitCode}: it left nothing that says why; see above`,
    ]);
  });

  it('takes no skipped test for one that passed', () => {
    const report = makeReport('passed', [test('says hello', 'skipped')]);

    expect(unitResult(report, 0)).toMatchObject({ passed: 0, failures: [], notRun: ['says hello'] });
  });
});

function test(fullName: string, status: string, failureMessages: string[] = []) {
  return { fullName, status, failureMessages };
}

function makeReport(status: string, assertionResults: ReturnType<typeof test>[], message = '') {
  return { testResults: [{ name: FILE, status, message, assertionResults }] };
}
