import { expect, test } from 'vitest';
import { HarnessError } from '../../base/harness-error.ts';
import { toUserError } from './to-user-error.ts';

function createError(message: string, more: object): Error {
  return Object.assign(new Error(message), more);
}

test.each([
  ['no space is left', 'ENOSPC', 'Free some space'],
  ['permission is missing', 'EACCES', 'permission'],
  ['the disk is read-only', 'EROFS', 'can be written'],
  ['too many files are open', 'EMFILE', 'ulimit'],
])('where %s, the next step is told', (_, code, hint) => {
  const error = toUserError(createError(`${code}: refused, write`, { code, syscall: 'write' }), '/work');

  expect(error).toBeInstanceOf(HarnessError);
  expect(error).toMatchObject({ code: 'PARITY_SYSTEM_REFUSED', hint: expect.stringContaining(hint) });
});

test('an error of the project has its line, also where a package has thrown it', () => {
  const stack = `Error: no\n    at parse (/work/node_modules/yaml/dist/parse.js:1:2)\n    at load (file:///work/parity/load.ts:12:3)`;

  const error = toUserError(createError('no', { stack }), '/work');

  expect(error).toMatchObject({ code: 'PARITY_PROJECT_FAILED', message: 'no (parity/load.ts:12)' });
});

test('an error of the harness stays what it is', () => {
  const error = new TypeError('A group has a member');

  expect(toUserError(error, '/work')).toBe(error);
});
