import { expect, test } from 'vitest';
import { reproduceCommand } from './reproduce.ts';

test.each([
  ['npx parity run', 'npx parity run --scenario a/b'],
  ['npx parity run --json --out x', 'npx parity run --scenario a/b'],
  [
    'npx parity run --config app/parity.config.ts --postgres embedded --scenario c',
    'npx parity run --config app/parity.config.ts --postgres embedded --scenario a/b',
  ],
])('%s is repeated for one scenario as far as it decides what is run', (command, expected) => {
  expect(reproduceCommand('a/b', command)).toBe(expected);
});
