import { expect, test } from 'vitest';
import { AuditTrail } from './audit-trail.ts';

test('lines become events, wherever they were cut', () => {
  const trail = new AuditTrail();

  trail.read('{"level":"info","time":"2026-01-01T00:00:00.000Z","event":"listening","port":1}\n{"level":"warn",');
  trail.read('"event":"login_failed","userId":null}\n');

  expect(trail.events).toEqual([
    { event: 'listening', level: 'info', fields: { port: 1 } },
    { event: 'login_failed', level: 'warn', fields: { userId: null } },
  ]);
});

test('a line that is no event is kept as text', () => {
  const trail = new AuditTrail();

  trail.read('(node:1) Warning: something\n\n{"message":"no name"}\n');

  expect(trail.events).toEqual([
    { event: 'unstructured_line', level: 'unknown', fields: { text: '(node:1) Warning: something' } },
    { event: 'unstructured_line', level: 'unknown', fields: { text: '{"message":"no name"}' } },
  ]);
});

test('somebody may wait for an event that comes later', async () => {
  const trail = new AuditTrail();

  const waiting = trail.until((events) => events.some(({ event }) => event === 'request'), 10_000);
  trail.read('{"event":"other"}\n');
  trail.read('{"event":"request"}\n');
  await waiting;

  expect(trail.events).toHaveLength(2);
});

test('what does not come in time is not waited for', async () => {
  const trail = new AuditTrail();

  await trail.until(() => false, 1);

  expect(trail.events).toEqual([]);
});
