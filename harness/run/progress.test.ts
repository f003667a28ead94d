import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { lineProgress } from './progress.ts';

function progressOn(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  let now = 0;
  const progress = lineProgress(stream as unknown as WriteStream, { env: { NO_COLOR: '1' }, nowMs: () => now });
  const end = (title: string, done: number, total: number | undefined) => {
    now += 2_000;
    progress.scenario({ target: 'mock', title, state: 'passed', durationMs: 7, done, total });
  };
  return { progress, end, written: () => String(stream.read() ?? '') };
}

describe('lineProgress', () => {
  test('writes plain lines to a log, with how long the rest will take once that is known', () => {
    const { progress, end, written } = progressOn(false);

    progress.started({ target: 'mock', title: 'places an order' });
    for (const done of [1, 2, 3, 4, 5]) {
      end('places an order', done, 20);
    }

    const lines = written().split('\n');
    expect(lines[0]).toBe(' 1/20 ✓ mock  places an order 7 ms');
    expect(lines[4]).toBe(' 5/20 ✓ mock  places an order 7 ms, about 30 s left');
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('counts what has ended where the total is not known yet', () => {
    const { end, written } = progressOn(false);

    end('places an order', 1, undefined);

    expect(written()).toBe('1 ✓ mock  places an order 7 ms\n');
  });

  test('names no time when only running scenarios are left', () => {
    const { progress, end, written } = progressOn(false);
    progress.started({ target: 'real', title: 'waits for a timeout' });

    for (const done of [1, 2, 3, 4, 5]) {
      end('places an order', done, 6);
    }

    expect(written().split('\n')[4]).toBe('5/6 ✓ mock  places an order 7 ms, 1 still running');
  });

  test('keeps a line with what runs below what has ended, on a terminal', () => {
    const { progress, end, written } = progressOn(true);

    progress.started({ target: 'mock', title: 'places an order' });
    progress.started({ target: 'real', title: 'places an order' });
    end('places an order', 1, 2);

    expect(written()).toBe(
      'mock places an order\r\u001b[Kmock places an order and 1 more' +
        '\r\u001b[K1/2 ✓ mock  places an order 7 ms\nmock places an order and 1 more\r\u001b[Kreal places an order',
    );
  });

  test('leaves nothing behind when all has ended, and never writes more than a line is wide', () => {
    const { progress, end, written } = progressOn(true);
    const title = 'a title that is much longer than a terminal of sixty columns is wide, and so is cut';

    progress.started({ target: 'mock', title });
    const [status = ''] = written().split('\r');
    end(title, 1, 1);

    expect(status.length).toBeLessThan(60);
    expect(written().split('7 ms\n')[1]).toBe(`${status}\r\u001b[K`);
  });
});
