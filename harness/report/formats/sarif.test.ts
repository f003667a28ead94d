import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import {
  equivalentInput,
  flakyInput,
  inputOf,
  sampleEvidence,
  sampleInput,
} from '../../testing/evidence/sample-evidence.ts';
import { fullInput } from '../../testing/report/sample-report.ts';
import type { ReportInput } from '../content/report-input.ts';
import { renderSarif } from './sarif.ts';

const WAIVER = {
  id: 'W1',
  scenario: 'accounts/login/*',
  channel: 'http',
  pointer: '/response/status',
  kind: 'status',
  owner: 'ada@example.test',
  reason: 'the double has no such limit yet',
  issue: 'https://issues.example.test/7',
  created: '2026-11-01',
  expires: '2026-12-24',
} as const;

/** The schema of OASIS (draft-04): some of its patterns are no Unicode ones. */
const SCHEMA = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

/** What the schema finds wrong with a log as it is written to the disk. */
function findProblems(log: unknown): unknown[] {
  const ajv = addFormats.default(new Ajv04.default({ allErrors: true, strict: false, unicodeRegExp: false }));
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  validate(JSON.parse(JSON.stringify(log)));
  return validate.errors ?? [];
}

function waivedInput(): ReportInput {
  const { manifest, transcripts } = sampleEvidence();
  return inputOf({ manifest: { ...manifest, waivers: [WAIVER] }, transcripts });
}

describe('sarif', () => {
  test.each([
    ['that diverges and has gaps', sampleInput()],
    ['with nothing to tell', equivalentInput()],
    ['with suppressions', waivedInput()],
    ['with noise', flakyInput()],
    ['with a baseline', fullInput()],
    ['of nothing', inputOf({ manifest: { ...sampleEvidence().manifest, scenarios: [] }, transcripts: [] })],
  ])('of a run %s is what the schema of OASIS asks for', (_, input) => {
    expect(findProblems(renderSarif(input))).toEqual([]);
  });

  test('would be refused by that schema with a level that it does not know', () => {
    const [run] = renderSarif(sampleInput()).runs;

    const results = run?.results?.map((result) => ({ ...result, level: 'fatal' }));

    expect(findProblems({ version: '2.1.0', runs: [{ ...run, results }] })).not.toEqual([]);
  });

  test('has a result for each divergence, at the line of its scenario', () => {
    const lines = new Map([['accounts/login/refuses-a-wrong-password-with-401', 12]]);

    const [run] = renderSarif({ ...sampleInput(), lines }).runs;

    expect(run?.results?.[0]).toMatchObject({
      ruleId: 'divergence/status',
      level: 'error',
      message: { text: expect.stringContaining('  mock: 401\n  real: 500') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'suites/accounts/login.scenario.ts' },
            region: { startLine: 12 },
          },
        },
      ],
    });
  });

  test('gives a divergence the same fingerprint in every run', () => {
    const { manifest, transcripts } = sampleEvidence();
    const again = inputOf({ manifest: { ...manifest, runId: 'another' }, transcripts });
    const fingerprintsOf = (input: typeof again) =>
      renderSarif(input).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);

    const [first, second] = [sampleInput(), again].map(fingerprintsOf);

    expect(first).toEqual(second);
    expect(new Set(first?.map((one) => JSON.stringify(one))).size).toBe(first?.length);
  });

  test('has a warning for each reason, and describes every rule that a result names', () => {
    const [run] = renderSarif(sampleInput()).runs;

    const warnings = run?.results?.filter(({ level }) => level === 'warning');
    const named = new Set(run?.results?.map(({ ruleId }) => ruleId));
    expect(warnings).toMatchObject([{ ruleId: 'reason/unrecorded_request' }]);
    expect(new Set(run?.tool.driver.rules?.map(({ id }) => id))).toEqual(named);
  });

  test('tells a waived divergence as one that somebody has suppressed', () => {
    const results = renderSarif(waivedInput()).runs[0]?.results ?? [];

    const suppressed = results.filter(({ suppressions }) => suppressions !== undefined);
    expect(suppressed).toMatchObject([
      {
        ruleId: 'divergence/status',
        suppressions: [
          { kind: 'external', status: 'accepted', justification: expect.stringContaining('W1: the double') },
        ],
      },
    ]);
  });
});
