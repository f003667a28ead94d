import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { waitForInterrupt } from './wait-for-interrupt.ts';

const MODULE = new URL('wait-for-interrupt.ts', import.meta.url).href;

test('waits for the interruption, or not at all when it has come already', async () => {
  const interruption = new AbortController();

  const waiting = waitForInterrupt(interruption.signal);
  interruption.abort();

  await expect(waiting).resolves.toBeUndefined();
  await expect(waitForInterrupt(AbortSignal.abort())).resolves.toBeUndefined();
});

test('keeps alive a process that has nothing else to do', () => {
  const program = `
    import { waitForInterrupt } from '${MODULE}';
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 200).unref();
    await waitForInterrupt(interruption.signal);
    process.exitCode = 3;`;

  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);

  expect(status).toBe(3);
});
