import { describe, expect, test } from 'vitest';
import type { Rule } from '../evidence/rule.ts';
import { sampleExchange, sampleStep, sampleTime, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { HeaderPair } from '../values/headers.ts';
import type { Json } from '../values/json.ts';
import { compareTranscripts } from './compare-transcripts.ts';

const [A, B] = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ'] as const;
const STARTED = '2026-01-10T12:00:00.000Z';
const NAMED: readonly Rule[] = [
  { channel: 'http', pointer: '/**', as: { formats: ['ulid', 'snowflake', 'epoch-ms'] } },
];

interface Seen {
  readonly body?: Json;
  readonly path?: string;
  readonly cookie?: string;
  readonly headers?: readonly HeaderPair[];
}

function transcribe(target: string, seen: readonly Seen[]) {
  const steps = seen.map(({ body = null, path = '/notes', cookie, headers = [] }) => {
    const request = { method: 'GET', path, headers: cookie === undefined ? {} : { cookie }, body: null };
    const http = { ...sampleExchange({ body, headers }), request };
    return sampleStep({ label: `GET ${path}`, http, time: sampleTime({ startedAt: STARTED }) });
  });
  return sampleTranscript({ target, steps });
}

function compare(left: readonly Seen[], right: readonly Seen[], rules: readonly Rule[] = NAMED) {
  return compareTranscripts(transcribe('mock', left), transcribe('real', right), rules);
}

describe('a format that is named', () => {
  test.each<[string, readonly Seen[], readonly Seen[]]>([
    ['as a value', [{ body: { id: A } }], [{ body: { id: B } }]],
    [
      'in a path and a text',
      [{ body: `see ${A}` }, { path: `/notes/${A}` }],
      [{ body: `see ${B}` }, { path: `/notes/${B}` }],
    ],
    ['as a number', [{ body: { $number: '175928847299117063' } }], [{ body: { $number: '175928847299117064' } }]],
    ['as a time near the run', [{ body: Date.parse(STARTED) + 3 }], [{ body: Date.parse(STARTED) + 7 }]],
  ])('%s varies', (_, left, right) => {
    expect(compare(left, right)).toEqual([]);
    expect(compare(left, right, [])).not.toEqual([]);
  });

  test.each<[string, readonly Seen[], readonly Seen[]]>([
    ['the same again, and a new one', [{ body: [A, A] }], [{ body: [A, B] }]],
    ['a word', [{ body: A }], [{ body: 'Ada' }]],
    [
      'a number, and the same as a text',
      [{ body: { $number: '175928847299117063' } }],
      [{ body: '175928847299117063' }],
    ],
    ['an hour off', [{ body: Date.parse(STARTED) }], [{ body: Date.parse(STARTED) + 3_600_000 }]],
  ])('does not hide %s', (_, left, right) => {
    expect(compare(left, right)).not.toEqual([]);
  });

  test('holds beside a rule for the same place', () => {
    const rules: readonly Rule[] = [{ channel: 'http', pointer: '/response/body/tags', as: 'set' }, ...NAMED];

    expect(compare([{ body: { tags: ['a', A] } }], [{ body: { tags: [B, 'a'] } }], rules)).toEqual([]);
  });
});

test('a divergence between two values of one format says which name to add', () => {
  const [divergence] = compare([{ body: { id: A } }], [{ body: { id: B } }], []);

  expect(divergence?.hint).toContain(
    "Both are of the format ulid. If new ones are made in every run, add formats: ['ulid']",
  );
});

describe('a session', () => {
  const session = (letter: string) => `s%3A${letter.repeat(32)}.${letter.repeat(42)}A`;
  const given = (value: string, attributes = 'Path=/; HttpOnly'): Seen => ({
    headers: [['set-cookie', `connect.sid=${value}; ${attributes}`]],
  });
  const sent = (value: string): Seen => ({ cookie: `theme=dark; connect.sid=${value}` });

  test('of another run is the same, and known again when it is sent', () => {
    expect(compare([given(session('a')), sent(session('a'))], [given(session('b')), sent(session('b'))])).toEqual([]);
  });

  test.each<[string, readonly Seen[], readonly Seen[]]>([
    ['that is made anew', [given(session('a')), given(session('a'))], [given(session('a')), given(session('b'))]],
    ['with another attribute', [given(session('a'))], [given(session('a'), 'Path=/')]],
    ['that is not signed', [given(session('a'))], [given('a'.repeat(32))]],
    ['beside another cookie', [sent(session('a'))], [{ cookie: `theme=light; connect.sid=${session('a')}` }]],
  ])('%s is seen', (_, left, right) => {
    expect(compare(left, right)).not.toEqual([]);
  });
});
