import { expect, test } from 'vitest';
import { formatReasons } from './reason-lines.ts';

const changed = (file: string) => ({
  code: 'evidence_changed',
  message: `${file} is missing.`,
  hint: 'Fetch it again.',
});

test('says what to do next once for reasons of one kind, and counts those beyond five', () => {
  const text = formatReasons([
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(changed),
    { code: 'waiver_expired', message: 'Waiver W1 has expired.', hint: 'Fix it.' },
  ]);

  expect(text.split('\n')).toEqual([
    ...['a', 'b', 'c', 'd', 'e'].map((file) => `  evidence_changed: ${file} is missing.`),
    '  and 2 more; --json lists them',
    '    -> Fetch it again.',
    '  waiver_expired: Waiver W1 has expired.',
    '    -> Fix it.',
    '',
  ]);
});
