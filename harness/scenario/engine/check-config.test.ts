import { expect, test } from 'vitest';
import { findConfigProblems } from './check-config.ts';

const config = { scenarios: 'suites', cassettes: 'cassettes', targets: { mock: {} }, rules: [] };
const line = { sha256: 'a'.repeat(64), place: 'cassettes/**', reason: 'the example of the docs' };

test('accepts a value that is declared harmless by digest, place and reason', () => {
  const problems = findConfigProblems({ ...config, harmless: [line] });

  expect(problems).toEqual([]);
});

test.each([
  ['the value itself', { ...line, sha256: 'the-value' }, /^`harmless\.0\.sha256`: is not a SHA-256/],
  ['no reason', { ...line, reason: '...' }, /^`harmless\.0\.reason`: says nothing/],
  ['no place', { sha256: line.sha256, reason: line.reason }, /^`harmless\.0\.place`/],
  ['a member that is not known', { ...line, value: 'x' }, /^`harmless\.0`.*value/],
])('refuses a harmless value with %s', (_name, harmless, problem) => {
  const problems = findConfigProblems({ ...config, harmless: [harmless] });

  expect(problems).toEqual([expect.stringMatching(problem)]);
});
