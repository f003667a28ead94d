import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isProcessGone, processTag } from './process-tag.ts';

const MODULE = new URL('process-tag.ts', import.meta.url).href;

test('a process that runs is not gone', () => {
  expect(isProcessGone(processTag())).toBe(false);
});

test('a process that ended is gone', () => {
  const program = `import { processTag } from '${MODULE}'; process.stdout.write(processTag());`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });

  expect(stdout).toMatch(/^\d+-\d+-\d+$/);
  expect(isProcessGone(stdout)).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'another process under the same id does not stand in for one that is gone',
  () => {
    const [pid, , namespace] = processTag().split('-');

    expect(isProcessGone(`${pid}-1-${namespace}`)).toBe(true);
  },
);

test.each(['', 'x', '-1-1-1', '1'])('the unreadable tag "%s" counts as a running process', (tag) => {
  expect(isProcessGone(tag)).toBe(false);
});

test('a process of another container counts as running', () => {
  expect(isProcessGone('999999999-1-12345')).toBe(false);
});
