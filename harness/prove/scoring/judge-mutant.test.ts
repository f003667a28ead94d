import { expect, test } from 'vitest';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Verdict } from '../../evidence/verdict.ts';
import type { Mutant } from '../mutant/mutant.ts';
import { judgeMutant } from './judge-mutant.ts';

const MUTANT: Mutant = {
  id: 'M1',
  title: 'a bug',
  tier: 'H',
  origin: 'a report',
  edits: [],
  expect: { scenario: 'accounts/**', channel: 'http', kind: 'status', pointer: '/response/status' },
};
const EXPECTED: Divergence = {
  id: 'd',
  scenario: 'accounts/login/works',
  step: 'POST /login',
  targets: ['mock', 'real'],
  channel: 'http',
  pointer: '/response/status',
  kind: 'status',
  left: 200,
  right: 500,
};

function verdictWith(verdict: Verdict['verdict'], divergences: readonly Divergence[]): Verdict {
  return {
    schema: 'ultra-parity/verdict/v1',
    verdict,
    scope: { kind: 'whole', scenarios: 1, of: 1 },
    counts: { scenarios: 1, steps: 1, targets: 2, divergences: divergences.length, waived: 0 },
    targets: [],
    scenarios: [],
    divergences,
    coverage: { endpoints: [] },
    reasons: [],
  };
}

test.each<[string, Verdict, string, readonly string[]]>([
  ['the divergence that was expected kills', verdictWith('divergent', [EXPECTED]), 'killed', ['accounts/login/works']],
  [
    'another scenario does not',
    verdictWith('divergent', [{ ...EXPECTED, scenario: 'health/x' }]),
    'killed-elsewhere',
    ['health/x'],
  ],
  [
    'another kind does not',
    verdictWith('divergent', [{ ...EXPECTED, kind: 'value' }]),
    'killed-elsewhere',
    ['accounts/login/works'],
  ],
  [
    'another channel does not',
    verdictWith('divergent', [{ ...EXPECTED, channel: 'db' }]),
    'killed-elsewhere',
    ['accounts/login/works'],
  ],
  ['a suite that sees nothing lets it survive', verdictWith('equivalent', []), 'survived', []],
  ['a gap in the evidence is no kill', verdictWith('inconclusive', []), 'inconclusive', []],
])('%s', (_, verdict, outcome, killedBy) => {
  expect(judgeMutant(MUTANT, verdict).result).toMatchObject({ id: 'M1', outcome, killedBy });
});

test('a server that does not start is no kill, whatever else differs', () => {
  const unbooted: Divergence = { ...EXPECTED, channel: 'start', pointer: '/outcome', kind: 'value' };

  const { result } = judgeMutant(MUTANT, verdictWith('divergent', [unbooted, EXPECTED]));

  expect(result).toMatchObject({ outcome: 'inconclusive', why: 'The server did not start.' });
});

test('a server that does not start is a kill where that was expected', () => {
  const unbooted: Divergence = { ...EXPECTED, channel: 'start', pointer: '/outcome', kind: 'value' };
  const expected = { ...MUTANT.expect, channel: 'start', kind: 'value', pointer: '/outcome' } as const;

  const { result } = judgeMutant({ ...MUTANT, expect: expected }, verdictWith('divergent', [unbooted, EXPECTED]));

  expect(result).toMatchObject({ outcome: 'killed', killedBy: ['accounts/login/works'] });
});

test('what is waived kills nothing', () => {
  const { result } = judgeMutant(MUTANT, verdictWith('equivalent', [{ ...EXPECTED, waiver: 'W1' }]));

  expect(result).toMatchObject({ outcome: 'survived' });
});
