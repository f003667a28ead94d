import { describe, expect, test } from 'vitest';
import { inputOf, sampleEvidence, sampleInput } from './sample-evidence.ts';
import { sarif } from './sarif.ts';

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

describe('sarif', () => {
  test('has a result for each divergence, at the line of its scenario', () => {
    const lines = new Map([['accounts/login/refuses-a-wrong-password-with-401', 12]]);

    const [run] = sarif({ ...sampleInput(), lines }).runs;

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
      sarif(input).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);

    const [first, second] = [sampleInput(), again].map(fingerprintsOf);

    expect(first).toEqual(second);
    expect(new Set(first?.map((one) => JSON.stringify(one))).size).toBe(first?.length);
  });

  test('has a warning for each reason, and describes every rule that a result names', () => {
    const [run] = sarif(sampleInput()).runs;

    const warnings = run?.results?.filter(({ level }) => level === 'warning');
    const named = new Set(run?.results?.map(({ ruleId }) => ruleId));
    expect(warnings).toMatchObject([{ ruleId: 'reason/unrecorded_request' }]);
    expect(new Set(run?.tool.driver.rules?.map(({ id }) => id))).toEqual(named);
  });

  test('tells a waived divergence as one that somebody has suppressed', () => {
    const { manifest, transcripts } = sampleEvidence();
    const input = inputOf({ manifest: { ...manifest, waivers: [WAIVER] }, transcripts });

    const results = sarif(input).runs[0]?.results ?? [];

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
