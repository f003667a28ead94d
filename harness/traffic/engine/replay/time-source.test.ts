import { expect, test } from 'vitest';
import { VirtualTime } from '../../../testing/traffic/virtual-time.ts';
import { wallTime } from './time-source.ts';

test('time on the wall passes, and stops to be waited for when nobody cares any more', async () => {
  const gone = new AbortController();

  await wallTime.sleep(1, gone.signal);
  const sleeping = wallTime.sleep(3_600_000, gone.signal);
  gone.abort();

  await expect(sleeping).rejects.toThrow('aborted');
});

test('virtual time passes at once, and is counted', async () => {
  const time = new VirtualTime();
  const gone = new AbortController();

  await Promise.all([time.sleep(3_600_000, gone.signal), time.sleep(1000, gone.signal)]);
  gone.abort();

  expect(time.elapsedMs).toBe(3_601_000);
  await expect(time.sleep(1, gone.signal)).rejects.toThrow('aborted');
});
