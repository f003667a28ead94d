import type { HttpResponse } from 'ultra-parity';
import { expect, test } from 'vitest';
import { openServerLog } from './server-log.ts';

const answered = (requestId: string): HttpResponse => ({
  status: 200,
  headers: { 'x-request-id': requestId },
  body: null,
});

test('an event of a server in this process is one of a server elsewhere', async () => {
  const [here, elsewhere] = [openServerLog(), openServerLog()];

  here.logger.log('warn', 'login_failed', { userId: null });
  elsewhere.read('{"level":"warn","time":"2026-01-01T00:00:00.000Z","event":"login_failed","userId":null}\n');

  const events = [{ event: 'login_failed', level: 'warn', fields: { userId: null } }];
  expect(await here.audit([])).toEqual(events);
  expect(await elsewhere.audit([])).toEqual(events);
});

test('the line that ends a request is waited for', async () => {
  const { logger, audit } = openServerLog();

  const events = audit([answered('r1')]);
  logger.log('info', 'logged_in', { requestId: 'r1' });
  logger.log('info', 'request', { requestId: 'r1' });

  expect((await events).map(({ event }) => event)).toEqual(['logged_in', 'request']);
});

test('of requests that share an id, each is waited for', async () => {
  const { logger, audit } = openServerLog();
  logger.log('info', 'request', { requestId: 'r1' });
  await audit([answered('r1')]);

  const events = audit([answered('r1')]);
  logger.log('info', 'request_aborted', { requestId: 'r1' });

  expect((await events).map(({ event }) => event)).toEqual(['request', 'request_aborted']);
});

test('an answer that has no id is not waited for', async () => {
  const { audit } = openServerLog();

  expect(await audit([{ status: 431, headers: {}, body: null }])).toEqual([]);
});

test('the end of a request that nobody waited for is waited for, though nobody was told its id', async () => {
  const { logger, audit } = openServerLog();

  const events = audit([], 1);
  logger.log('info', 'request_aborted', { requestId: 'unheard-of' });

  expect((await events).map(({ event }) => event)).toEqual(['request_aborted']);
});
