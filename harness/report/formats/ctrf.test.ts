import { validate } from 'ctrf';
import { describe, expect, test } from 'vitest';
import { flakyInput, inputOf, sampleEvidence, sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { renderCtrf } from './ctrf.ts';

function readResults(report: JsonObject) {
  const results = toObject(report['results']);
  const tests = Array.isArray(results['tests']) ? results['tests'].map(toObject) : [];
  return { summary: toObject(results['summary']), tests };
}

function toObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

describe('ctrf', () => {
  test('is what the library of the format takes for valid', () => {
    const { valid, errors } = validate(renderCtrf(sampleInput()));

    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test('names a test flaky where a target disagreed with itself, and does not call it passed', () => {
    const { tests } = readResults(renderCtrf(flakyInput()));

    expect(tests.filter(({ flaky }) => flaky === true)).toMatchObject([
      { name: 'registers an account', suite: ['real', 'accounts', 'registration'], status: 'other' },
    ]);
    expect(validate(renderCtrf(flakyInput())).valid).toBe(true);
  });

  test('names its format and version', () => {
    expect(renderCtrf(sampleInput())).toMatchObject({
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      reportId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      results: { tool: { name: 'ultra-parity' } },
    });
  });

  test('counts a test for each scenario on each target, every one of them once', () => {
    const { summary, tests } = readResults(renderCtrf(sampleInput()));

    expect(summary).toMatchObject({ tests: 10, passed: 6, failed: 2, other: 2, skipped: 0, pending: 0 });
    expect(new Set(tests.map(({ id }) => id)).size).toBe(10);
  });

  test('calls a scenario that could not be judged neither passed nor failed', () => {
    const { tests } = readResults(renderCtrf(sampleInput()));

    const statuses = tests.filter(({ name }) => name === 'recommends what fits').map(({ status }) => status);
    expect(statuses).toEqual(['other', 'other']);
  });

  test('labels a test with its scenario, its target, its verdict and where it diverges', () => {
    const { tests } = readResults(renderCtrf(sampleInput()));

    expect(tests.find(({ status }) => status === 'failed')).toMatchObject({
      rawStatus: 'divergent',
      suite: ['mock', 'accounts', 'login'],
      filePath: 'suites/accounts/login.scenario.ts',
      labels: {
        scenario: 'accounts/login/refuses-a-wrong-password-with-401',
        target: 'mock',
        verdict: 'divergent',
        channels: ['http', 'db'],
      },
      trace: expect.stringContaining('  mock: 401\n  real: 500'),
    });
  });

  test('gives a test the same identifier in every run', () => {
    const { manifest, transcripts } = sampleEvidence();
    const again = inputOf({ manifest: { ...manifest, runId: 'another-run' }, transcripts });

    const [first, second] = [sampleInput(), again].map((input) =>
      readResults(renderCtrf(input)).tests.map(({ id }) => id),
    );

    expect(first).toEqual(second);
  });

  test('has a test that did not pass when nothing was run', () => {
    const { manifest } = sampleEvidence();

    const { summary, tests } = readResults(
      renderCtrf(inputOf({ manifest: { ...manifest, scenarios: [] }, transcripts: [] })),
    );

    expect(summary).toMatchObject({ tests: 1, passed: 0, other: 1 });
    expect(tests).toMatchObject([{ name: 'run: no_scenarios', status: 'other' }]);
  });
});
