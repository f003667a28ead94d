import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Gate } from './limited.ts';

const never = new AbortController().signal;

describe('Gate', () => {
  test('lets no more through than its size, and the others in their order', async () => {
    const gate = new Gate(2);
    const ends = [1, 2, 3, 4].map(() => Promise.withResolvers<void>());
    const started: number[] = [];
    const runs = ends.map(({ promise }, index) =>
      gate.run(async () => {
        started.push(index);
        await promise;
      }, never),
    );

    await turn();
    const atFirst = [...started];
    ends[1]?.resolve();
    await runs[1];
    await turn();
    const afterOne = [...started];
    for (const { resolve } of ends) {
      resolve();
    }
    await Promise.all(runs);

    expect(atFirst).toStrictEqual([0, 1]);
    expect(afterOne).toStrictEqual([0, 1, 2]);
    expect(started).toStrictEqual([0, 1, 2, 3]);
  });

  test('gives the place of one that fails to the next, and forgets one that leaves', async () => {
    const gate = new Gate(1);
    const failing = Promise.withResolvers<void>();
    const controller = new AbortController();
    const reason = new Error('gone');

    const first = gate.run(() => failing.promise, never);
    const leaving = gate.run(async () => 'ran', controller.signal);
    const last = gate.run(async () => 'last', never);
    controller.abort(reason);
    failing.reject(new Error('failed'));

    await expect(leaving).rejects.toBe(reason);
    await expect(first).rejects.toThrow('failed');
    await expect(last).resolves.toBe('last');
  });
});
