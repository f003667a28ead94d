import { reportVerdict } from '../../cli/shared/exit-code.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { judge } from '../../judge/judge.ts';
import type { ReportInput } from '../../report/content/report-input.ts';
import { flakyInput, sampleEvidence, sampleInput } from '../evidence/sample-evidence.ts';
import { sampleStream } from '../evidence/sample-transcript.ts';
import { SAMPLE_PROOF } from '../prove/sample-proof.ts';

const LOGIN = 'accounts/login/refuses-a-wrong-password-with-401';

/** Every view of a report, as addresses of its page. */
export const VIEWS: readonly string[] = [
  '#/',
  '#/?q=ch%3Adb',
  '#/?q=nothing+is+like+this',
  `#/s/${LOGIN}`,
  `#/s/${LOGIN}?view=raw`,
  '#/s/shop/recommendations/recommends-what-fits',
  '#/s/shop/products/describes-a-product-in-the-words-of-a-model',
  '#/s/shop/parcels/follows-a-parcel?view=raw',
  `#/d/${sampleInput().verdict.divergences.at(-1)?.id}`,
  '#/d/no-such-divergence',
  ...['coverage', 'mutants', 'waivers', 'cassettes', 'targets', 'durations', 'history', 'run'].map(
    (page) => `#/${page}`,
  ),
];

/** The small run with something to show in every view. */
export function fullInput(): ReportInput {
  const { manifest, transcripts } = sampleEvidence();
  const { control } = flakyInput().evidence;
  const parcels = ['mock', 'real'].map(followsParcel);
  const [parcel] = parcels;
  const waivers = [waiver('W1', '2026-12-24'), waiver('W2', '2026-11-30')];
  const evidence = {
    manifest: {
      ...manifest,
      waivers,
      scenarios: [...manifest.scenarios, ...(parcel === undefined ? [] : [parcel.scenario])],
    },
    transcripts: [...transcripts, ...parcels],
    ...(control === undefined ? {} : { control }),
  };
  const verdict = reportVerdict(judge(evidence));
  const [first, ...others] = verdict.divergences;
  return {
    evidence,
    proof: SAMPLE_PROOF,
    history: [release('v1.0.0', ['one', 'two']), release('v1.1.0', ['two'])],
    verdict: {
      ...verdict,
      divergences: [
        ...(first === undefined ? [] : [{ ...first, since: 'new' as const }]),
        ...others.map((one) => ({ ...one, since: 'persisting' as const })),
      ],
      baseline: {
        runId: 'run-of-v1.1.0',
        new: first === undefined ? [] : [first.id],
        persisting: others.map(({ id }) => id),
        fixed: ['gone'],
      },
      coverage: { ...verdict.coverage, cells: CELLS, unknown: [UNKNOWN] },
    },
  };
}

function waiver(id: string, expires: string): ReportInput['evidence']['manifest']['waivers'][number] {
  return {
    id,
    scenario: 'accounts/login/*',
    channel: 'db',
    pointer: '/attempts/*',
    kind: 'missing',
    owner: 'ada@example.test',
    reason: 'the real server does not count attempts yet',
    issue: 'https://issues.example.test/7',
    created: '2026-11-01',
    expires,
  };
}

function release(name: string, divergences: readonly string[]): NonNullable<ReportInput['history']>[number] {
  const counts = { scenarios: 5, steps: 12, waived: 0, reasons: 0 };
  return { name, startedAt: '2026-11-01T10:00:00.000Z', verdict: 'divergent', ...counts, divergences };
}

const CELLS: NonNullable<ReportInput['verdict']['coverage']['cells']> = {
  required: 2,
  covered: 1,
  exempt: 1,
  list: [
    cell('POST /login', '401', { mock: 'covered', real: 'missing' }),
    cell('POST /login', '200', { mock: 'covered', real: 'covered' }),
    {
      ...cell('POST /login', '500', { mock: 'missing', real: 'missing' }),
      exempt: { owner: 'ada', reason: 'cannot be brought about' },
    },
  ],
};

function cell(route: string, outcome: string, targets: Readonly<Record<string, 'covered' | 'missing'>>) {
  return { id: `${route} public ${outcome}`, route, access: 'public', outcome, targets };
}

const UNKNOWN = {
  route: 'POST /login',
  status: 500,
  problem: 'status',
  targets: ['real'],
  scenarios: [LOGIN],
} as const;

/** A stream whose events say when they were sent, and tables that were looked at twice. */
function followsParcel(target: string): Transcript {
  const at = (ms: number) => new Date(Date.UTC(2026, 10, 24, 18, 50) + ms).toISOString();
  const row = { id: 'p1', place: 'depot' };
  return {
    schema: 'ultra-parity/transcript/v2',
    scenario: {
      id: 'shop/parcels/follows-a-parcel',
      title: 'follows a parcel',
      file: 'suites/shop/parcels.scenario.ts',
    },
    target,
    facts: { mode: target },
    steps: [
      { label: 'tables', tables: { parcels: [row, { id: 'p2', place: 'lost' }] }, calls: [], expectations: [] },
      {
        label: 'GET /parcels/p1/events',
        http: {
          request: { method: 'GET', path: '/parcels/p1/events', headers: {}, body: null },
          response: { status: 200, headers: [['content-type', 'text/event-stream']], body: null },
        },
        stream: sampleStream(
          { event: 'left', id: '1', data: { at: at(0), place: 'depot' } },
          { event: 'moved', id: '2', data: { at: at(350), place: 'road' } },
          { event: 'arrived', id: '3', data: { at: at(900), place: 'door' } },
        ),
        calls: [],
        expectations: [],
      },
    ],
    tables: {
      parcels: [
        { ...row, place: 'door' },
        { id: 'p3', place: 'depot' },
      ],
    },
    faults: [],
    witness: {},
    durationMs: 900,
  };
}
