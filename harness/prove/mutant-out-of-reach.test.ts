import { describe, expect, test } from 'vitest';
import type { Target } from '../scenario/target.ts';
import { refuseOutOfReach } from './mutant-out-of-reach.ts';

const target = (traffic: Target['traffic']): Target => ({
  traffic,
  arrange: async () => {
    throw new TypeError('Nothing is run here');
  },
});
const config = {
  targets: { mock: target('scripted'), real: target('recorded'), process: target('gateway') },
};
const mutant = (file: string) => ({ id: 'C90', edits: [{ file, find: 'a', replace: 'b' }] });

describe('what no mutant reaches', () => {
  test('is not a module on targets of this process', () => {
    expect(() => refuseOutOfReach([mutant('server/app.ts')], ['mock', 'real'], config)).not.toThrow();
  });

  test('is a file that is read and not loaded, such as a migration', () => {
    expect(() => refuseOutOfReach([mutant('server/migrations/0001.sql')], ['real'], config)).toThrow(
      expect.objectContaining({
        code: 'PARITY_MUTANT_OUT_OF_REACH',
        message: 'Mutant C90 edits server/migrations/0001.sql, which is read and not loaded as a module.',
      }),
    );
  });

  test('is a server in another process', () => {
    expect(() => refuseOutOfReach([mutant('server/app.ts')], ['mock', 'process'], config)).toThrow(
      expect.objectContaining({
        code: 'PARITY_MUTANT_OUT_OF_REACH',
        message: 'The server of the target process runs in another process, which no mutant reaches.',
      }),
    );
  });
});
