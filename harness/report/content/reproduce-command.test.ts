import { expect, test } from 'vitest';
import { getReproduceCommand } from './reproduce-command.ts';

test.each([
  ['npx parity run', 'npx parity run --scenario a/b'],
  ['npx parity run --json --out x', 'npx parity run --scenario a/b'],
  [
    'npx parity run --config app/parity.config.ts --postgres embedded --scenario c',
    'npx parity run --config app/parity.config.ts --postgres embedded --scenario a/b',
  ],
  [
    'npx parity run --target mock --shard 1/2 && npx parity run --target real --shard 1/2',
    'npx parity run --target mock,real --scenario a/b',
  ],
  [
    'npx parity prove --postgres embedded --mutants H05',
    'npx parity prove --postgres embedded --mutants H05 --scenario a/b',
  ],
])('%s is repeated for one scenario as far as it decides what is run', (command, expected) => {
  expect(getReproduceCommand('a/b', command)).toBe(expected);
});
