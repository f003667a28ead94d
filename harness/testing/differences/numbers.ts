import { BODY, definePairs, type Pair } from './pair.ts';
import { eventStream, json, jsonValue } from './respond.ts';

const LITERALS: readonly (readonly [string, string, string])[] = [
  ['the first integer that a double cannot hold', '9007199254740993', '9007199254740992'],
  ['an int64 and its neighbour', '9223372036854775807', '9223372036854775806'],
  ['a negative int64 and its neighbour', '-9223372036854775808', '-9223372036854775807'],
  ['an unsigned int64 and its neighbour', '18446744073709551615', '18446744073709551614'],
  ['integers of 30 digits', '123456789012345678901234567890', '123456789012345678901234567891'],
  ['numbers beyond the range of a double', '1e400', '1e401'],
  ['a number beyond the range of a double, and null', '1e400', 'null'],
  ['a negative number beyond the range, and its positive', '-1e400', '1e400'],
  ['numbers that a double rounds to zero', '1e-400', '2e-400'],
  ['a number that a double rounds to zero, and zero', '1e-400', '0'],
  ['decimals of 20 digits', '0.12345678901234567890', '0.12345678901234567891'],
  ['a cent', '19.99', '20.00'],
  ['zero and minus zero', '0', '-0'],
  ['a sign', '5', '-5'],
  ['one and true', '1', 'true'],
  ['zero and false', '0', 'false'],
  ['zero and null', '0', 'null'],
  ['a number and its text', '1', '"1"'],
  ['a large number and its text', '9007199254740993', '"9007199254740993"'],
  ['neighbouring ids of 17 digits', '10000000000000001', '10000000000000002'],
];

/** Two positions of a number that a careless reader loses in different ways. */
const PLACES: readonly (readonly [string, (literal: string) => string])[] = [
  ['at the root', (literal) => literal],
  ['in a list', (literal) => `[0,${literal}]`],
  ['in an object in a list', (literal) => `{"items":[{"id":${literal}}]}`],
  ['behind 40 levels', (literal) => '['.repeat(40) + literal + ']'.repeat(40)],
];

export const NUMBERS: readonly Pair[] = [
  ...definePairs(
    'a number',
    BODY,
    LITERALS.map(([label, left, right]) => [label, jsonValue(left), jsonValue(right)]),
  ),
  ...definePairs(
    'a large integer',
    BODY,
    PLACES.map(([label, wrap]) => [label, json(wrap('9007199254740993')), json(wrap('9007199254740992'))]),
  ),
  ...definePairs('a number in an event', { channel: 'stream', pointer: '/0/data' }, [
    [
      'a large integer',
      eventStream('data: {"id":9007199254740993}\n\n'),
      eventStream('data: {"id":9007199254740992}\n\n'),
    ],
    ['a number and its text', eventStream('data: 1\n\n'), eventStream('data: "1"\n\n')],
    ['beyond the range of a double', eventStream('data: [1e400]\n\n'), eventStream('data: [1e401]\n\n')],
  ]),
];
