import { describe, expect, test } from 'vitest';
import type { Step } from '../../evidence/step.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { canonicalise } from '../../judge/canonicalise.ts';
import {
  sampleCall,
  sampleExchange,
  sampleStep,
  sampleStream,
  sampleTranscript,
} from '../../testing/evidence/sample-transcript.ts';
import type { Json } from '../../values/json.ts';
import { listPlaces, withValue } from './place.ts';

const BARE = { label: 'step', calls: [], expectations: [] };
const REQUEST = { method: 'POST', path: '/thing', headers: { 'x-id': 'sent-header' }, body: { sent: 'sent-body' } };
const response = (status: number, body: Json) => ({ status, headers: [['x-id', `header-${status}`] as const], body });

/** A step of each kind, with the values in it that a rule can name. */
const STEPS: Readonly<Record<string, readonly [Step, readonly (readonly [string, string, Json])[]]>> = {
  start: [
    { ...BARE, start: { outcome: 'refused', code: '28P01', exitCode: 78, message: 'no', hint: 'none' } },
    [
      ['start', '/code', '28P01'],
      ['start', '/exitCode', 78],
    ],
  ],
  stop: [
    { ...BARE, stop: { outcome: 'stopped', exitCode: 143, connections: 'refused' } },
    [
      ['start', '/exitCode', 143],
      ['start', '/connections', 'refused'],
    ],
  ],
  http: [
    { ...BARE, http: { request: REQUEST, response: response(200, { list: [{ id: 7 }] }) } },
    [
      ['http', '/request/body/sent', 'sent-body'],
      ['http', '/response/status', 200],
      ['http', '/response/headers/x-id', 'header-200'],
      ['http', '/response/body/list/0/id', 7],
    ],
  ],
  concurrently: [
    {
      ...BARE,
      concurrently: { request: REQUEST, responses: [response(201, { id: 'a' }), response(409, { id: 'b' })] },
    },
    [
      ['http', '/request/headers/x-id', 'sent-header'],
      ['http', '/response/status', 409],
      ['http', '/response/headers/x-id', 'header-201'],
      ['http', '/response/headers/x-id', 'header-409'],
      ['http', '/response/body/id', 'a'],
      ['http', '/response/body/id', 'b'],
    ],
  ],
  abort: [{ ...BARE, abort: { request: REQUEST } }, [['http', '/request/body/sent', 'sent-body']]],
  stream: [{ ...BARE, stream: sampleStream({ event: 'done', id: '1', data: { n: 1 } }) }, [['stream', '/0/data/n', 1]]],
  calls: [
    { ...BARE, calls: [sampleCall({ model: 'z' }), sampleCall({ model: 'a' })] },
    [
      ['calls', '/0/model', 'a'],
      ['calls', '/1/model', 'z'],
    ],
  ],
  tables: [{ ...BARE, tables: { users: [{ name: 'ada' }] } }, [['db', '/users/0/name', 'ada']]],
  audit: [
    {
      ...BARE,
      audit: [
        { event: 'login', level: 'info', fields: { user: 'ada' } },
        { event: 'request', level: 'info', fields: { status: 200 } },
        { event: 'login', level: 'info', fields: { user: 'bob' } },
      ],
    },
    [
      ['audit', '/login/1/fields/user', 'bob'],
      ['audit', '/request/0/level', 'info'],
    ],
  ],
  'channels of the project': [{ ...BARE, channels: { mail: [{ to: 'ada' }] } }, [['mail', '/0/to', 'ada']]],
};

describe.each(Object.entries(STEPS))('in a step of the kind %s', (_, [step, expected]) => {
  const transcript = sampleTranscript({ steps: [step] });

  test('a value is found where a rule looks for it', () => {
    const places = listPlaces(transcript).map(({ channel, pointer, value }) => [channel, pointer, value]);

    for (const place of expected) {
      expect(places).toContainEqual(place);
    }
  });

  test('every value that the comparison sees is found, and its path leads to it', () => {
    const found = listPlaces(transcript).map(({ path }) => path.join('/'));

    expect(found).toEqual(expect.arrayContaining(listScalarPaths(step)));
  });

  test('a rule for the place of a text reaches that text', () => {
    // The text of a response is known by who gave it, before any rule is asked.
    const places = listPlaces(transcript).filter(
      ({ value, pointer }) => typeof value === 'string' && !pointer.endsWith('/outcome/text'),
    );

    const reached = places.map((place) => {
      const changed = withValue(asJson(transcript), place.path, '#random#') as unknown as Transcript;
      // Another text may stand at another index in what has no order.
      const pointer = place.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
      const rule = { channel: place.channel, pointer, as: { symbol: 'random', pattern: '#random#' } };
      return JSON.stringify(canonicalise(changed, [rule])).includes('<random#1>');
    });

    expect(places.filter((_place, index) => !reached[index])).toEqual([]);
  });
});

test('what is left after the last step is found', () => {
  const transcript = sampleTranscript({ tables: { users: [{ name: 'ada' }] }, channels: { mail: [{ to: 'ada' }] } });

  const places = listPlaces(transcript).filter(({ value }) => value === 'ada');

  expect(places).toEqual([
    { channel: 'db', pointer: '/users/0/name', path: ['tables', 'users', '0', 'name'], value: 'ada' },
    { channel: 'mail', pointer: '/0/to', path: ['channels', 'mail', '0', 'to'], value: 'ada' },
  ]);
});

test('the path of a place leads to its value', () => {
  const transcript = sampleTranscript({
    steps: [
      sampleStep({ http: sampleExchange(), audit: [{ event: 'login', level: 'info', fields: { user: 'ada' } }] }),
    ],
    channels: { mail: ['ada'] },
  });
  const places = listPlaces(transcript).filter(({ value }) => value === 'ada');

  const changed = places.map(({ path }) => withValue(asJson(transcript), path, 'eve'));

  expect(changed).toMatchObject([
    { steps: [{ audit: [{ fields: { user: 'eve' } }] }] },
    { channels: { mail: ['eve'] } },
  ]);
});

test('a value is taken away from an object and from a list', () => {
  const document = { list: [1, 2], name: 'x' };

  expect(withValue(document, ['name'], undefined)).toEqual({ list: [1, 2] });
  expect(withValue(document, ['list', '0'], undefined)).toEqual({ list: [2], name: 'x' });
});

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** The paths of all scalars of a step but its label and expectations; the name of an event is part of its place. */
function listScalarPaths({ label: _label, expectations: _expectations, ...seen }: Step): string[] {
  const walk = (value: Json, path: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => walk(item, `${path}/${key}`))
      : [path];
  // The name of a header or an event is part of the place of what it names.
  return walk(asJson(seen), 'steps/0').filter((path) => !/\/audit\/\d+\/event$|\/headers\/\d+\/0$/.test(path));
}
