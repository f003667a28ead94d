import { expect, test } from 'vitest';
import { applyEdits, MutantStale } from './apply-edits.ts';

const edit = { file: 'a.ts', find: 'true', replace: 'false' };

test('each edit replaces its text', () => {
  expect(applyEdits('M1', 'const a = true; const b = 1;', [edit, { ...edit, find: '1', replace: '2' }])).toBe(
    'const a = false; const b = 2;',
  );
});

test.each([
  ['is gone', 'const a = 1;', 0],
  ['has become ambiguous', 'true && true', 2],
])('a mutant whose text %s is stale', (_, code, count) => {
  expect(() => applyEdits('M1', code, [edit])).toThrow(MutantStale);
  expect(() => applyEdits('M1', code, [edit])).toThrow(`occurs ${count} times in a.ts`);
});
