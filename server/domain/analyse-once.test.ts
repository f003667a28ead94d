import { expect, test } from 'vitest';
import { arrange, command } from '../test-support/analysis-ports.ts';
import { analyseOnce } from './analyse-once.ts';

test('tells why it failed, even when the claim cannot be released as well, which is logged', async () => {
  const fault = { kind: 'server' } as const;
  const { ports, database } = await arrange({ openai: { after: 0, fault }, google: { after: 0, fault } });
  database.analyses.release = () => Promise.reject(new TypeError('no connection'));
  const logged: unknown[] = [];
  const logger = { log: (...entry: unknown[]) => logged.push(entry) };

  const analysis = analyseOnce({ ...ports, logger }, command(), 'once');

  await expect(analysis).rejects.toMatchObject({ code: 'llm_providers_failed' });
  expect(logged).toStrictEqual([['warn', 'idempotency_key_not_released', { error: 'TypeError' }]]);
});
