import { describe, expect, test } from 'vitest';
import type { Divergence } from '../evidence/divergence.ts';
import type { Waiver } from '../evidence/waiver.ts';
import { applyWaivers } from './apply-waivers.ts';

const WAIVER: Waiver = {
  id: 'W1',
  scenario: 'accounts/login/works',
  channel: 'http',
  pointer: '/response/body/theme',
  kind: 'value',
  owner: 'ada@example.test',
  reason: 'the double has no themes yet',
  issue: 'https://issues.example.test/7',
  created: '2026-11-01',
  expires: '2026-12-01',
};
const DIVERGENCE: Divergence = {
  id: 'd1',
  scenario: 'accounts/login/works',
  step: 'POST /login',
  targets: ['mock', 'real'],
  channel: 'http',
  pointer: '/response/body/theme',
  kind: 'value',
  left: 'light',
  right: 'dark',
};
const SCENARIOS = ['accounts/login/works', 'accounts/logout/works'].map((id) => ({ id, title: id, file: 'x' }));

function apply(
  changes: Partial<Waiver>,
  divergences: readonly Divergence[] = [DIVERGENCE],
  asOf = '2026-11-24T12:00:00Z',
) {
  const outcome = applyWaivers({
    waivers: [{ ...WAIVER, ...changes }],
    scenarios: SCENARIOS,
    divergences,
    asOf: new Date(asOf),
  });
  return {
    waived: outcome.divergences.map(({ waiver }) => waiver ?? null),
    problems: outcome.problems.map(({ code }) => code),
  };
}

test('a divergence that was approved names its waiver', () => {
  expect(apply({ left: 'light', right: 'dark' })).toEqual({ waived: ['W1'], problems: [] });
});

test('a waiver for scenarios that were not selected is no problem', () => {
  expect(apply({ scenario: 'analysis/**' })).toEqual({ waived: [null], problems: [] });
});

test('a waiver holds to the end of its last day', () => {
  expect(apply({ expires: '2026-11-24' }, [DIVERGENCE], '2026-11-24T23:59:59Z').problems).toEqual([]);
  expect(apply({ expires: '2026-11-24' }, [DIVERGENCE], '2026-11-25T00:00:00Z').problems).toEqual(['waiver_expired']);
});

describe('approves nothing', () => {
  test.each<[string, Partial<Waiver>, string]>([
    ['without an owner', { owner: ' ' }, 'waiver_invalid'],
    ['without a reason', { reason: '' }, 'waiver_invalid'],
    ['without an issue', { issue: '' }, 'waiver_invalid'],
    ['with dates that are none', { expires: 'never' }, 'waiver_invalid'],
    ['for longer than 90 days', { expires: '2027-02-01' }, 'waiver_invalid'],
    ['at any depth', { pointer: '/response/**' }, 'waiver_invalid'],
    ['once it has expired', { expires: '2026-11-20' }, 'waiver_expired'],
    ['for another value', { right: 'blue' }, 'waiver_unused'],
    ['for another kind', { kind: 'missing' }, 'waiver_unused'],
    ['for another place', { pointer: '/response/body/name' }, 'waiver_unused'],
    ['for scenarios that do not diverge', { scenario: 'accounts/**' }, 'waiver_over_broad'],
  ])('%s', (_, changes, problem) => {
    expect(apply(changes)).toEqual({ waived: [null], problems: [problem] });
  });
});

test.each<[what: string, changes: Partial<Waiver>]>([
  ['is created after the run', { created: '2026-11-25', expires: '2026-12-01' }],
  ['expires before it is created', { created: '2026-11-20', expires: '2026-11-19' }],
  ['has a date that the calendar does not have', { created: '2026-11-31', expires: '2026-12-01' }],
  ['has a date of another format', { created: '1 Nov 2026' }],
])('a waiver that %s approves nothing', (_, changes) => {
  expect(apply(changes)).toEqual({ waived: [null], problems: ['waiver_invalid'] });
});
