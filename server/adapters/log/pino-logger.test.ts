import { expect, test } from 'vitest';
import type { LogLevel } from '../../ports/logger.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import { PinoLogger } from './pino-logger.ts';

function logger(level: LogLevel) {
  const lines: string[] = [];
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  return { lines, logger: new PinoLogger({ level, clock, destination: { write: (line) => lines.push(line) } }) };
}

test('writes one JSON object a line, from its level up', () => {
  const { lines, logger: warned } = logger('warn');

  warned.log('info', 'unheard');
  warned.log('error', 'failed', { requestId: 'r1', note: 'two\nlines' });

  expect(lines).toStrictEqual([
    '{"level":"error","time":"2026-03-29T12:00:00.000Z","event":"failed","requestId":"r1","note":"two\\nlines"}\n',
  ]);
});

test('is silent when it is told to be', () => {
  const { lines, logger: silent } = logger('silent');

  silent.log('error', 'failed');

  expect(lines).toStrictEqual([]);
});

test('does not write what is named like a secret', () => {
  const { lines, logger: told } = logger('info');

  told.log('info', 'mistake', { password: 'hunter2', token: 'abc', user: 'ada' });

  expect(lines.join('')).not.toMatch(/hunter2|abc/);
  expect(lines.join('')).toContain('"user":"ada"');
});
