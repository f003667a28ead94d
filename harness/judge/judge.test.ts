import { describe, expect, test } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { sampleCall, sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { judge } from './judge.ts';

const SCENARIO = sampleTranscript().scenario;
const FAULT: EvidenceFault = { code: 'unplayed_interaction', message: 'One was not played.', hint: 'Record again.' };

function evidenceOf(transcripts: readonly Transcript[], changes: Partial<RunManifest> = {}): Evidence {
  return {
    manifest: {
      schema: 'ultra-parity/run/v2',
      runId: 'run',
      startedAt: '2026-11-24T10:00:00.000Z',
      durationMs: 1,
      command: 'npx parity run',
      reference: 'mock',
      targets: ['mock', 'real'].map((name) => ({ name, witness: { name } })),
      scenarios: [SCENARIO],
      waivers: [],
      rules: [],
      faults: [],
      environment: {},
      ...changes,
    },
    transcripts,
  };
}

const mock = (changes: Partial<Transcript> = {}) => sampleTranscript(changes);
const real = (changes: Partial<Transcript> = {}) => sampleTranscript({ target: 'real', ...changes });
const other = [sampleStep({ http: sampleExchange({ body: { a: 1 } }) })];

describe('equivalent', () => {
  test('needs a transcript of every scenario on every target, all the same', () => {
    const verdict = judge(evidenceOf([mock(), real()]));

    expect(verdict).toMatchObject({ verdict: 'equivalent', divergences: [], reasons: [] });
    expect(verdict.counts).toEqual({ scenarios: 1, steps: 2, targets: 2, divergences: 0, waived: 0 });
  });
});

test('a scenario that disagrees with itself is inconclusive, whatever the targets say of each other', () => {
  const evidence = evidenceOf([mock(), real()]);
  const control = evidenceOf([mock(), real({ steps: other })]);

  expect(judge({ ...evidence, control })).toMatchObject({
    verdict: 'inconclusive',
    divergences: [],
    scenarios: [{ verdict: 'inconclusive' }],
    reasons: [{ code: 'aa_noise', target: 'real' }],
  });
});

describe('divergent', () => {
  test('when two targets disagree', () => {
    expect(judge(evidenceOf([mock(), real({ steps: other })]))).toMatchObject({
      verdict: 'divergent',
      divergences: [{ targets: ['mock', 'real'], pointer: '/response/body/a', kind: 'extra' }],
      scenarios: [{ verdict: 'divergent' }],
    });
  });

  test('when both targets agree and neither is what the scenario expects', () => {
    const steps = [sampleStep({ expectations: [{ http: { response: { status: 401 } } }] })];

    expect(judge(evidenceOf([mock({ steps }), real({ steps })]))).toMatchObject({
      verdict: 'divergent',
      divergences: [
        {
          targets: ['expected', 'mock'],
          channel: 'http',
          pointer: '/response/status',
          kind: 'status',
          left: 401,
          right: 200,
        },
        { targets: ['expected', 'real'], left: 401, right: 200 },
      ],
    });
  });

  test('outweighs a gap in the evidence', () => {
    const verdict = judge(evidenceOf([mock(), real({ steps: other, faults: [FAULT] })]));

    expect(verdict).toMatchObject({
      verdict: 'divergent',
      reasons: [{ code: 'unplayed_interaction', target: 'real' }],
    });
  });

  test('compares every target with the reference', () => {
    const third = sampleTranscript({ target: 'image', steps: other });
    const targets = ['mock', 'real', 'image'].map((name) => ({ name, witness: { name } }));

    expect(judge(evidenceOf([mock(), real(), third], { targets })).divergences).toMatchObject([
      { targets: ['mock', 'image'] },
    ]);
  });
});

describe('inconclusive', () => {
  test.each<[string, Evidence, string]>([
    ['a transcript is missing', evidenceOf([mock()]), 'transcript_missing'],
    ['an observation cannot be trusted', evidenceOf([mock(), real({ faults: [FAULT] })]), 'unplayed_interaction'],
    ['nothing was selected', evidenceOf([], { scenarios: [] }), 'no_scenarios'],
    [
      'there is one target',
      evidenceOf([mock()], { targets: [{ name: 'mock', witness: { name: 'mock' } }] }),
      'nothing_compared',
    ],
    [
      'a file could not be run',
      evidenceOf([mock(), real()], { faults: [{ ...FAULT, code: 'scenario_file_failed' }] }),
      'scenario_file_failed',
    ],
  ])('when %s', (_, evidence, code) => {
    expect(judge(evidence)).toMatchObject({
      verdict: 'inconclusive',
      divergences: [],
      reasons: [{ code }],
    });
  });

  test('when a request was on no cassette, whatever the server made of it', () => {
    const fault: EvidenceFault = { ...FAULT, code: 'unrecorded_request' };
    const expectations = [{ http: { response: { status: 200 } } }];
    const failed = sampleStep({
      http: sampleExchange({ status: 502 }),
      calls: [sampleCall({ outcome: { status: 'unrecorded' } })],
      expectations,
    });

    const verdict = judge(
      evidenceOf([
        mock({ steps: [sampleStep({ calls: [sampleCall()], expectations })] }),
        real({ steps: [failed], faults: [fault] }),
      ]),
    );

    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      divergences: [],
      reasons: [{ code: 'unrecorded_request' }],
    });
  });
});

test('coverage names each endpoint with the statuses that each target answered', () => {
  const path = '/api/analyses/11111111-1111-4111-8111-111111111111?x=1';
  const steps = [
    sampleStep({ http: { ...sampleExchange(), request: { method: 'GET', path, headers: {}, body: null } } }),
  ];

  const { coverage } = judge(evidenceOf([mock({ steps }), real({ steps })]));

  expect(coverage.endpoints).toEqual([
    { method: 'GET', path: '/api/analyses/:id', statuses: { mock: [200], real: [200] } },
  ]);
});

describe('waivers', () => {
  const waiver = {
    id: 'W1',
    scenario: SCENARIO.id,
    channel: 'http',
    pointer: '/response/body/a',
    kind: 'extra',
    owner: 'ada@example.test',
    reason: 'not built yet',
    issue: '#7',
    created: '2026-11-20',
    expires: '2026-12-20',
  } as const;

  test('what is approved is no longer divergent, and is counted', () => {
    const verdict = judge(evidenceOf([mock(), real({ steps: other })], { waivers: [waiver] }));

    expect(verdict).toMatchObject({
      verdict: 'equivalent',
      counts: { divergences: 0, waived: 1 },
      scenarios: [{ verdict: 'equivalent' }],
      divergences: [{ waiver: 'W1' }],
    });
  });

  test('a waiver that is wrong is never green', () => {
    const verdict = judge(evidenceOf([mock(), real()], { waivers: [waiver] }));

    expect(verdict).toMatchObject({ verdict: 'inconclusive', reasons: [{ code: 'waiver_unused' }] });
  });

  test('an expired waiver leaves the divergence open', () => {
    const expired = { ...waiver, expires: '2026-11-21' };

    const verdict = judge(evidenceOf([mock(), real({ steps: other })], { waivers: [expired] }));

    expect(verdict).toMatchObject({ verdict: 'divergent', reasons: [{ code: 'waiver_expired' }] });
  });
});
