import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEventStream, splitEventStream } from './event-stream.ts';

const dataOf = (text: string) => parseEventStream(text).events.map(({ data }) => data);

describe('events', () => {
  test('come with their name, the id in force and their data', () => {
    const { events } = parseEventStream(': hello\n\nid: 1\nevent: start\ndata: {"a":1}\n\ndata: plain\ndata: text\n\n');

    expect(events).toEqual([
      { event: 'start', id: '1', data: { a: 1 } },
      { event: 'message', id: '1', data: 'plain\ntext' },
    ]);
  });

  test('whose data differs in type alone are different', () => {
    const [text, json, number] = ['data: 1a\n\n', 'data: "1a"\n\n', 'data: 9007199254740993\n\n'].map(parseEventStream);

    expect(text?.events).toEqual([{ event: 'message', id: null, data: '1a' }]);
    expect(json?.events).toEqual([{ event: 'message', id: null, data: '1a', type: 'json' }]);
    expect(number?.events).toEqual([{ event: 'message', id: null, data: { $number: '9007199254740993' } }]);
  });

  test('end at a blank line and nowhere else', () => {
    expect(dataOf('data: a\u2028b\u0085c\vd\fe\n\n')).toEqual(['a\u2028b\u0085c\vd\fe']);
  });

  test('keep the id in force, also where a block dispatched nothing', () => {
    expect(parseEventStream('id: 1\n\ndata: a\n\nid\ndata: b\n\n').events).toMatchObject([{ id: '1' }, { id: '' }]);
  });

  test('take no id with NULL', () => {
    expect(parseEventStream('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n').events).toMatchObject([{ id: '1' }, { id: '1' }]);
  });

  test('say which reconnection time came before them', () => {
    expect(parseEventStream('retry: 3000\n\ndata: a\n\ndata: b\nretry: 1s\n\nretry: 5\n')).toMatchObject({
      events: [{ data: 'a', retry: 3000 }, { data: 'b' }],
      retry: 5,
    });
  });
});

// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
describe('examples of the standard', () => {
  test.each<[string, string, readonly string[]]>([
    ['a stock ticker', 'data: YHOO\ndata: +2\ndata: 10\n\n', ['YHOO\n+2\n10']],
    ['two equal events', 'data:test\n\ndata: test\n\n', ['test', 'test']],
    ['empty data', 'data\n\ndata\ndata\n\ndata:', ['', '\n']],
  ])('%s', (_, text, expected) => {
    expect(dataOf(text)).toEqual(expected);
  });

  test('a comment, ids that are set and unset, and a leading space', () => {
    const text = ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n';

    expect(parseEventStream(text)).toEqual({
      events: [
        { event: 'message', id: '1', data: 'first event' },
        { event: 'message', id: '', data: 'second event' },
        { event: 'message', id: '', data: ' third event' },
      ],
      comments: [': test stream'],
    });
  });
});

describe('what is no event', () => {
  test('a last block that no blank line ended was never dispatched, and is kept', () => {
    expect(parseEventStream('data: 1\n\ndata: 2\n: ping\nevent: x')).toMatchObject({
      events: [{ data: 1 }],
      comments: [': ping'],
      unfinished: 'data: 2\nevent: x',
    });
  });

  test('a field that the standard does not know is kept as a comment', () => {
    expect(parseEventStream('Data: 1\nfoo: 2\n\n')).toEqual({
      events: [],
      comments: ['Data: 1', 'foo: 2'],
    });
  });

  test('an event with a name and no data', () => {
    expect(dataOf('event: ping\n\ndata: 1\n\n')).toEqual([1]);
    expect(parseEventStream('event: ping\n\ndata: 1\n\n').events).toMatchObject([{ event: 'message' }]);
  });

  test('one byte order mark at the start', () => {
    expect(dataOf('\uFEFFdata: 1\n\n')).toEqual([1]);
    expect(dataOf('\uFEFF\uFEFFdata: 1\n\n')).toEqual([]);
    expect(dataOf('data: 1\n\n\uFEFFdata: 2\n\n')).toEqual([1]);
  });
});

describe('laws', () => {
  const ending = fc.constantFrom('\n', '\r\n', '\r');
  const line = fc.constantFrom(
    'data: a',
    'data:b',
    'data',
    'event: e',
    'id: 1',
    'id',
    ': c',
    'retry: 1',
    'x',
    '',
    '',
    '\uFEFF',
  );
  const text = fc.array(fc.tuple(line, ending), { maxLength: 20 }).map((lines) => lines.flat().join(''));

  test('the blocks and what follows them are the body again', () => {
    fc.assert(
      fc.property(text, (body) => {
        const { blocks, tail } = splitEventStream(body);

        expect(blocks.map((block) => block.text + block.separator).join('') + tail).toBe(body);
      }),
    );
  });

  test('the kind of line end has no meaning', () => {
    fc.assert(
      fc.property(fc.array(line), ending, (lines, end) => {
        const [one, other] = ['\n', end].map((separator) =>
          parseEventStream(lines.map((each) => each + separator).join('')),
        );

        expect(one?.events).toEqual(other?.events);
      }),
    );
  });

  test('a body that is cut has dispatched the first of its events', () => {
    fc.assert(
      fc.property(text, fc.nat(), (body, seed) => {
        const { events } = parseEventStream(body);
        const cut = parseEventStream(body.slice(0, seed % (body.length + 1))).events;

        expect(cut).toEqual(events.slice(0, cut.length));
      }),
    );
  });
});
