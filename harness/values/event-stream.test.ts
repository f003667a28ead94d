import { expect, test } from 'vitest';
import { parseEventStream } from './event-stream.ts';

test('events come with their name, the id in force and their data', () => {
  const events = parseEventStream(': hello\n\nid: 1\nevent: start\ndata: {"a":1}\n\ndata: plain\ndata: text\n\n');

  expect(events).toEqual([
    { event: 'start', id: '1', data: { a: 1 } },
    { event: 'message', id: '1', data: 'plain\ntext' },
  ]);
});

test('line ends of every kind are understood', () => {
  expect(parseEventStream('event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\r')).toMatchObject([
    { event: 'a' },
    { event: 'b' },
  ]);
});

test('an event that no blank line ended was never sent', () => {
  expect(parseEventStream('data: 1\n\ndata: 2')).toEqual([{ event: 'message', id: null, data: 1 }]);
});
