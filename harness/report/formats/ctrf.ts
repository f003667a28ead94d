import { createHash } from 'node:crypto';
import type { JsonObject } from '../../values/json.ts';
import { describeReason, describeTestCase, summariseTestCase } from '../content/describe-test-case.ts';
import { filterRunReasons, listTestCases, type TestCase } from '../content/list-test-cases.ts';
import type { ReportInput } from '../content/report-input.ts';

/**
 * Common Test Report Format (https://ctrf.io, schema of specification version 0.0.0): a test a scenario and target.
 * Evidence that does not suffice is `other`, and so is what is wrong with the run as a whole: neither is ever `passed`.
 */
export function renderCtrf(input: ReportInput): JsonObject {
  const { manifest } = input.evidence;
  const noisy = new Set(
    (input.verdict.control?.divergences ?? []).map(({ scenario, targets: [target] }) => `${scenario}\n${target}`),
  );
  const tests = [
    ...renderRunTests(input),
    ...listTestCases(input).map((cell) => {
      const test = renderTest(cell);
      return noisy.has(`${cell.scenario.id}\n${cell.target}`) ? { ...test, flaky: true } : test;
    }),
  ];
  const startMs = Date.parse(manifest.startedAt);
  const count = (status: string) => tests.filter((test) => test['status'] === status).length;
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    reportId: deriveUuid(manifest.runId),
    timestamp: manifest.startedAt,
    generatedBy: 'ultra-parity',
    results: {
      tool: { name: 'ultra-parity' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: 0,
        pending: 0,
        other: count('other'),
        suites: input.verdict.targets.length,
        start: startMs,
        stop: startMs + manifest.durationMs,
        duration: manifest.durationMs,
        extra: { verdict: input.verdict.verdict, exitCode: input.verdict.exitCode, runId: manifest.runId },
      },
      tests,
      environment: { extra: manifest.environment },
      extra: {
        command: manifest.command,
        targets: input.verdict.targets.map(({ name, witness }) => ({ name, witness })),
      },
    },
  };
}

const STATUS: Readonly<Record<TestCase['outcome'], string>> = {
  passed: 'passed',
  divergent: 'failed',
  inconclusive: 'other',
};

function renderTest(cell: TestCase): JsonObject {
  const { scenario, target, file, outcome, divergences, reasons } = cell;
  const channels = [...new Set(divergences.map(({ channel }) => channel))];
  const codes = [...new Set(reasons.map(({ code }) => code))];
  return {
    id: deriveUuid(`${scenario.id}\n${target}`),
    name: scenario.title,
    status: STATUS[outcome],
    rawStatus: outcome === 'passed' ? 'equivalent' : outcome,
    duration: Math.round(cell.durationMs),
    suite: [target, ...scenario.id.split('/').slice(0, -1)],
    type: 'parity',
    ...(file === null ? {} : { filePath: file }),
    labels: {
      scenario: scenario.id,
      target,
      verdict: scenario.verdict,
      ...(channels.length > 0 ? { channels } : {}),
      ...(codes.length > 0 ? { reasons: codes } : {}),
    },
    ...(outcome === 'passed' ? {} : { message: summariseTestCase(cell), trace: describeTestCase(cell) }),
  };
}

function renderRunTests({ verdict }: ReportInput): JsonObject[] {
  return filterRunReasons(verdict).map((reason) => ({
    name: `run: ${reason.code}`,
    status: 'other',
    rawStatus: 'inconclusive',
    duration: 0,
    suite: ['run'],
    type: 'parity',
    message: reason.message,
    trace: describeReason(reason),
  }));
}

/** The same name has the same identifier in every run: a UUID of version 8 (RFC 9562, section 5.8) over SHA-256. */
function deriveUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
