import { expect, test } from 'vitest';
import { describeTextChange } from './describe-text-change.ts';

test('marks what was removed and what was added, with a little of what stayed', () => {
  const before = 'Start. '.repeat(20);

  const line = describeTextChange(`${before}Name a river.`, `${before}Name a lake.`);

  expect(line).toBe('...t. Start. Start. Name a [-river-]{+lake+}.');
});

test('shows line breaks as escapes, on one line', () => {
  const line = describeTextChange('a\nb', 'a\nc');

  expect(line).toBe('a\\n[-b-]{+c+}');
});

test('names lengths and the first difference of texts that have little in common', () => {
  const words = (prefix: string) => Array.from({ length: 500 }, (_, index) => `${prefix}${index}`).join(' ');

  const line = describeTextChange(words('x'), words('y'));

  expect(line).toMatch(/^\d+ characters became \d+, other from character 0$/);
});
