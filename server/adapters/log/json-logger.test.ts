import { expect, test } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { JsonLogger } from './json-logger.ts';

test('writes one JSON object a line, from its level up', () => {
  const lines: string[] = [];
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  const logger = new JsonLogger({ level: 'warn', clock, write: (line) => lines.push(line) });

  logger.log('info', 'unheard');
  logger.log('error', 'failed', { requestId: 'r1', note: 'two\nlines' });

  expect(lines).toStrictEqual([
    '{"time":"2026-03-29T12:00:00.000Z","level":"error","event":"failed","requestId":"r1","note":"two\\nlines"}\n',
  ]);
});

test('is silent when it is told to be', () => {
  const lines: string[] = [];
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  const logger = new JsonLogger({ level: 'silent', clock, write: (line) => lines.push(line) });

  logger.log('error', 'failed');

  expect(lines).toStrictEqual([]);
});
