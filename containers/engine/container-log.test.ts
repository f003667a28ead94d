import { expect, test } from 'vitest';
import { splitStreams, streamSplitter } from './container-log.ts';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test('a log is told apart by stream, whatever the length of its frames', () => {
  const long = 'x'.repeat(70_000);

  const log = splitStreams(Buffer.concat([frame(1, 'out '), frame(2, 'err'), frame(1, long)]));

  expect(log).toEqual({ stdout: `out ${long}`, stderr: 'err' });
});

test('a log that comes in pieces is passed on frame by frame', () => {
  const seen: string[] = [];
  const split = streamSplitter((stream, piece) => seen.push(`${stream}: ${piece}`));

  for (const byte of Buffer.concat([frame(1, 'one'), frame(2, 'två')])) {
    split(Buffer.from([byte]));
  }

  expect(seen).toEqual(['stdout: one', 'stderr: två']);
});

test('a frame that is not there to its end is not passed on', () => {
  expect(splitStreams(frame(1, 'cut short').subarray(0, 12))).toEqual({ stdout: '', stderr: '' });
});
