import { expect, test } from 'vitest';
import type { Scope } from '../../evidence/verdict.ts';
import { describeScope } from './describe-scope.ts';

test.each<[Scope, string]>([
  [{ kind: 'whole', scenarios: 84, of: 84 }, '84 scenarios'],
  [
    { kind: 'partial', selection: 'accounts/**', scenarios: 1, of: 84 },
    'partial run: 1 of 84 scenarios (--scenario accounts/**)',
  ],
  [
    { kind: 'partial', shards: [{ index: 1, of: 3 }], selection: 'a/**', scenarios: 2, of: 9 },
    'partial run: 2 of 9 scenarios (--scenario a/**, --shard 1/3)',
  ],
])('the scope %j is described as "%s"', (scope, text) => {
  expect(describeScope(scope)).toBe(text);
});
