import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPolicy } from '../harness/release/load-policy.ts';
import config from '../parity.config.ts';

test('the policy of a release asks for targets that there are, and for no witness but one that every run demands', async () => {
  const { targets, witness } = await loadPolicy(join(import.meta.dirname, '..', 'parity.policy.yaml'));

  expect(Object.keys(config.targets)).toEqual(expect.arrayContaining(targets));
  expect(witness).not.toEqual([]);
  for (const { target, pointer, includes } of witness) {
    expect(config.targets[target]?.requiredWitness).toHaveProperty([pointer], includes[0]);
  }
});
