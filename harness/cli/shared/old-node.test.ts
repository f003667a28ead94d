import { expect, test } from 'vitest';
import { describeOldNode } from './old-node.ts';

test.each([
  ['22.18.0', 'package'],
  ['23.0.0', 'package'],
  ['24.0.0', 'repository'],
] as const)('takes Node %s for the %s', (version, place) => {
  expect(describeOldNode(version, place)).toBeUndefined();
});

test.each([
  ['20.20.2', 'package', /^ultra-parity needs Node 22\.18 or newer, this is v20\.20\.2: install one .*$/],
  ['22.17.1', 'package', /^ultra-parity needs Node 22\.18 or newer, this is v22\.17\.1: install one .*$/],
  ['22.23.3', 'repository', /^ultra-parity needs Node 24 or newer, this is v22\.23\.3: "npx parity" .*$/],
] as const)('says in one line that Node %s is too old for the %s', (version, place, expected) => {
  expect(describeOldNode(version, place)).toMatch(expected);
});
