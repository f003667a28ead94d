import { expect, test } from 'vitest';
import { columnReader } from './read-column.ts';

test.each([
  ['int8', '9007199254740991', 9007199254740991],
  ['int8', '9007199254740993', '9007199254740993'],
  ['numeric', '0.000021', 0.000021],
  ['numeric', '1.50', 1.5],
  ['numeric', '9007199254740990.9', '9007199254740990.9'],
  ['numeric', 'NaN', 'NaN'],
  ['float8', '-Infinity', '-Infinity'],
  ['bool', 't', true],
  ['timestamptz', '2026-01-02 03:04:05.678901+00', '2026-01-02T03:04:05.678Z'],
  ['timestamptz', '2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
  ['timestamptz', 'infinity', 'infinity'],
  ['timestamp', '2026-01-02 03:04:05.6', '2026-01-02T03:04:05.600Z'],
  ['timestamp', '-infinity', '-infinity'],
  ['timestamp', '0044-03-15 12:00:00 BC', '0044-03-15 12:00:00 BC'],
  ['bytea', '\\x00ff', 'AP8='],
  ['jsonb', '{"a": [1, null]}', { a: [1, null] }],
  ['jsonb', '[9007199254740993, 1.50]', ['9007199254740993', 1.5]],
  ['uuid', 'a-b', 'a-b'],
])('reads %s %s as JSON', (type, text, expected) => {
  expect(columnReader(type)(text)).toEqual(expected);
});
