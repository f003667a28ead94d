import { expect, test } from 'vitest';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Rule } from '../../evidence/rule.ts';
import type { Waiver } from '../../evidence/waiver.ts';
import { judge } from '../../judge/judge.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../../testing/evidence/sample-transcript.ts';
import type { JsonObject } from '../../values/json.ts';
import { proveFields } from './prove-fields.ts';

interface Sample {
  readonly mock: JsonObject;
  readonly real: JsonObject;
  readonly rules?: readonly Rule[];
  readonly waivers?: readonly Waiver[];
}

function createEvidence({ mock, real, rules = [], waivers = [] }: Sample): Evidence {
  const transcripts = [
    { target: 'mock', body: mock },
    { target: 'real', body: real },
  ].map(({ target, body }) =>
    sampleTranscript({ target, facts: { mode: target }, steps: [sampleStep({ http: sampleExchange({ body }) })] }),
  );
  return {
    manifest: {
      schema: 'ultra-parity/run/v2',
      runId: 'r',
      startedAt: '2026-11-01T00:00:00.000Z',
      durationMs: 1,
      command: 'parity run',
      reference: 'mock',
      targets: [
        { name: 'mock', witness: {} },
        { name: 'real', witness: { postgres: '17' } },
      ],
      scenarios: transcripts.slice(0, 1).map(({ scenario }) => scenario),
      rules,
      waivers,
      faults: [],
      environment: {},
    },
    transcripts,
  };
}

function proveRules(sample: Sample) {
  const evidence = createEvidence(sample);
  const { mutants, idle } = proveFields(evidence, judge(evidence), () => true);
  const survivors = mutants.filter(({ outcome }) => outcome !== 'killed').map(({ id }) => id);
  return { ids: mutants.map(({ id }) => id), survivors, idle };
}

const at = (pointer: string, as: Rule['as']): Rule => ({ channel: 'http', pointer: `/response/body/${pointer}`, as });

test('a rule that states what the value must be lets no mutation live', () => {
  const rules = [at('mode', { facts: ['mode'] })];

  const { ids, survivors } = proveRules({ mock: { mode: 'mock' }, real: { mode: 'real' }, rules });

  expect(survivors).toEqual([]);
  expect(ids).toEqual([
    'G-http.response.body.mode-null',
    'G-http.response.body.mode-wrong-type',
    'G-http.response.body.mode-removed',
    'G-http.response.body.mode-duplicated',
    'G-http.response.body.mode-constant',
    'G-http.response.body.mode-truncated',
    'G-http.response.body.mode-swapped',
  ]);
});

test('a pattern that fits any text is found to be too wide', () => {
  const rules = [at('cursor', { symbol: 'cursor', pattern: '^.+$' })];

  const { survivors } = proveRules({ mock: { cursor: 'abc' }, real: { cursor: 'xyz' }, rules });

  expect(survivors).toEqual(['G-http.response.body.cursor-truncated', 'G-http.response.body.cursor-constant']);
});

test('what the comparison makes a symbol of by itself is tried too', () => {
  const [a, b] = ['0b0e7e9c-5b1e-4d5b-9c57-0b6f2f0a1c11', '7d1f9d3a-6b1f-4c1e-8a57-3b6f2f0a1c22'];

  const { ids, survivors } = proveRules({ mock: { one: a, other: b }, real: { one: b, other: a } });

  expect(survivors).toEqual([]);
  expect(ids).toEqual(expect.arrayContaining(['G-any.uuid-version', 'G-any.uuid-swapped', 'G-any.uuid-truncated']));
});

test('a rule in whose field nothing stands is idle', () => {
  const rules = [at('nowhere', 'duration')];

  expect(proveRules({ mock: {}, real: {}, rules }).idle).toContain('http.response.body.nowhere');
});

const WAIVER: Waiver = {
  id: 'W1',
  scenario: 'sample/**',
  channel: 'http',
  pointer: '/response/body/theme',
  kind: 'value',
  owner: 'ada',
  reason: 'no themes yet',
  issue: '7',
  created: '2026-10-30',
  expires: '2026-11-30',
};

test('a waiver that names no values approves any, and that shows', () => {
  const themes = { mock: { theme: 'light' }, real: { theme: 'dark' } };

  expect(proveRules({ ...themes, waivers: [WAIVER] }).survivors).toEqual(['G-waiver.W1-constant']);
  expect(proveRules({ ...themes, waivers: [{ ...WAIVER, left: 'light', right: 'dark' }] }).survivors).toEqual([]);
});
