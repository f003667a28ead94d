import { definePairs, type Pair, type Place } from './pair.ts';
import { eventStream } from './respond.ts';

const STREAM: Place = { channel: 'stream', pointer: '' };

const DIFFERENT: readonly (readonly [label: string, left: string, right: string])[] = [
  ['data', 'data: a\n\n', 'data: b\n\n'],
  ['a text and the same in quotes', 'data: hello\n\n', 'data: "hello"\n\n'],
  ['a word and the same in quotes', 'data: true\n\n', 'data: "true"\n\n'],
  ['an object, and the text of it', 'data: {"a":1}\n\n', 'data: "{\\"a\\":1}"\n\n'],
  ['a blank before the data', 'data: a\n\n', 'data:  a\n\n'],
  ['a blank after the data', 'data: a\n\n', 'data: a \n\n'],
  ['a line separator in the data', 'data: a\u2028b\n\n', 'data: ab\n\n'],
  ['a paragraph separator in the data', 'data: a\u2029b\n\n', 'data: a\u2028b\n\n'],
  ['an event that holds a line separator alone', 'data: \u2028\n\n', ''],
  ['a next line character', 'data: a\u0085b\n\n', 'data: ab\n\n'],
  ['the type of an event', 'event: a\ndata: 1\n\n', 'event: b\ndata: 1\n\n'],
  ['an event without type', 'event: a\ndata: 1\n\n', 'data: 1\n\n'],
  ['an id', 'id: 1\ndata: a\n\n', 'id: 2\ndata: a\n\n'],
  ['an id that is missing', 'id: 1\ndata: a\n\n', 'data: a\n\n'],
  ['the time of a retry', 'retry: 1000\ndata: a\n\n', 'retry: 2000\ndata: a\n\n'],
  ['a retry that is missing', 'retry: 1000\n\n', ''],
  ['a comment', ': ping\n\ndata: a\n\n', 'data: a\n\n'],
  ['the text of a comment', ': ping\n\n', ': pong\n\n'],
  ['the last event, which has no end', 'data: a\n\ndata: b', 'data: a\n\n'],
  ['the last line feed', 'data: a\n\n', 'data: a\n'],
  ['two lines of data and one', 'data: a\ndata: b\n\n', 'data: ab\n\n'],
  ['an empty line of data', 'data: a\ndata:\n\n', 'data: a\n\n'],
  ['an empty event', 'data:\n\n', ''],
  ['the number of events', 'data: a\n\ndata: a\n\n', 'data: a\n\n'],
  ['the order of events', 'data: a\n\ndata: b\n\n', 'data: b\n\ndata: a\n\n'],
  ['the end that OpenAI sends', 'data: {"a":1}\n\ndata: [DONE]\n\n', 'data: {"a":1}\n\n'],
  ['a member of the data', 'data: {"a":1,"b":2}\n\n', 'data: {"a":1}\n\n'],
  ['a duplicate member of the data', 'data: {"a":1,"a":2}\n\n', 'data: {"a":2}\n\n'],
  ['the case of a field', 'data: a\n\n', 'Data: a\n\n'],
  ['data in the place of an event', 'event: a\n\n', 'data: a\n\n'],
  ['a second byte order mark', '\ufeff\ufeffdata: a\n\n', '\ufeffdata: a\n\n'],
];

const ENDS = ['\n', '\r\n', '\r'] as const;
const withEnds = (end: string) =>
  ['event: a', 'id: 7', 'data: {"n":1}', '', 'data: two', 'data: lines', '', ''].join(end);

/** One text cut after each byte, as a network may cut it. */
const TEXT = Buffer.from('event: a\r\ndata: caf\u00e9\r\n\r\ndata: 2\n\n');
const CUTS = Array.from({ length: TEXT.length - 1 }, (_, index) => index + 1);

export const EVENT_STREAMS: readonly Pair[] = [
  ...definePairs(
    'an event stream',
    STREAM,
    DIFFERENT.map(([label, left, right]) => [label, eventStream(left), eventStream(right)]),
  ),
  ...definePairs('an event stream, equal', 'equal', [
    ...ENDS.slice(1).map(
      (end) =>
        [`lines that end in ${JSON.stringify(end)}`, eventStream(withEnds('\n')), eventStream(withEnds(end))] as const,
    ),
    ['a byte order mark at its start', eventStream('data: a\n\n'), eventStream('\ufeffdata: a\n\n')],
    ['no blank after the colon', eventStream('data: a\n\n'), eventStream('data:a\n\n')],
    ['a field without colon', eventStream('data\n\n'), eventStream('data:\n\n')],
    ['the order of fields of an event', eventStream('event: a\ndata: 1\n\n'), eventStream('data: 1\nevent: a\n\n')],
    [
      'the order of members of the data',
      eventStream('data: {"a":1,"b":2}\n\n'),
      eventStream('data: {"b":2,"a":1}\n\n'),
    ],
    ['empty lines between events', eventStream('data: a\n\ndata: b\n\n'), eventStream('data: a\n\n\n\ndata: b\n\n')],
    ...CUTS.map(
      (at) =>
        [`cut after byte ${at}`, eventStream(TEXT), eventStream(TEXT.subarray(0, at), TEXT.subarray(at))] as const,
    ),
  ]),
];
