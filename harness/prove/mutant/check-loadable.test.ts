import { describe, expect, test } from 'vitest';
import type { Target } from '../../scenario/api/target.ts';
import { findLoadProblem, requireLoadable } from './check-loadable.ts';

const target = (traffic: Target['traffic']): Target => ({
  traffic,
  setUp: async () => {
    throw new TypeError('Nothing is run here');
  },
});
const config = {
  targets: { mock: target('scripted'), real: target('recorded'), process: target('gateway') },
};
const mutant = (file: string, targets?: readonly string[]) => ({
  id: 'C90',
  edits: [{ file, find: 'a', replace: 'b' }],
  ...(targets && { targets }),
});

describe('what changing a module as it is loaded does not reach', () => {
  test('is no module on targets of this process', () => {
    expect(findLoadProblem(mutant('server/app.ts'), ['mock', 'real'], config)).toBeUndefined();
  });

  test('is a file that is read and not loaded, such as a migration', () => {
    expect(findLoadProblem(mutant('server/migrations/0001.sql'), ['real'], config)).toBe(
      'Mutant C90 edits server/migrations/0001.sql, which is read and not loaded as a module.',
    );
  });

  test('is a server in another process, where that carries the mutant', () => {
    const targets = ['mock', 'process'];
    expect(findLoadProblem(mutant('server/app.ts'), targets, config)).toBe(
      'Mutant C90 is carried by the target process, whose server runs in another process.',
    );
    expect(findLoadProblem(mutant('server/app.ts', ['mock']), targets, config)).toBeUndefined();
  });

  test('is refused where there is no other way, before anything is run', () => {
    expect(() => requireLoadable([mutant('server/app.ts')], ['process'], config)).toThrow(
      expect.objectContaining({
        code: 'PARITY_MUTANT_OUT_OF_REACH',
        hint: 'Only a copy of the project carries it: npx parity prove --mutants C90.',
      }),
    );
  });
});
