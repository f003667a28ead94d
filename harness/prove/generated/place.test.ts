import { expect, test } from 'vitest';
import { sampleExchange, sampleStep, sampleTranscript } from '../../testing/evidence/sample-transcript.ts';
import { placesOf, withValue } from './place.ts';

test('every value is found where a rule would look for it', () => {
  const transcript = sampleTranscript({
    steps: [
      sampleStep({
        http: sampleExchange({ body: { list: [{ id: 7 }] } }),
        audit: [
          { event: 'login', level: 'info', fields: { user: 'ada' } },
          { event: 'request', level: 'info', fields: { status: 200 } },
          { event: 'login', level: 'info', fields: { user: 'bob' } },
        ],
      }),
    ],
    tables: { users: [{ name: 'ada' }] },
    channels: { mail: [{ to: 'ada' }] },
  });

  const places = placesOf(transcript).map(({ channel, pointer, value }) => [channel, pointer, value]);

  expect(places).toContainEqual(['http', '/response/body/list/0/id', 7]);
  expect(places).toContainEqual(['audit', '/login/1/fields/user', 'bob']);
  expect(places).toContainEqual(['db', '/users/0/name', 'ada']);
  expect(places).toContainEqual(['mail', '/0/to', 'ada']);
});

test('the path of a place leads to its value', () => {
  const transcript = sampleTranscript({
    steps: [
      sampleStep({ audit: [{ event: 'login', level: 'info', fields: { user: 'ada' } }], channels: { mail: ['ada'] } }),
    ],
    channels: { mail: ['ada'] },
  });
  const places = placesOf(transcript).filter(({ value }) => value === 'ada');

  const changed = places.map(({ path }) => withValue(JSON.parse(JSON.stringify(transcript)), path, 'eve'));

  expect(changed).toMatchObject([
    { steps: [{ channels: { mail: ['eve'] } }] },
    { steps: [{ audit: [{ fields: { user: 'eve' } }] }] },
    { channels: { mail: ['eve'] } },
  ]);
});

test('a value is taken away from an object and from a list', () => {
  const document = { list: [1, 2], name: 'x' };

  expect(withValue(document, ['name'], undefined)).toEqual({ list: [1, 2] });
  expect(withValue(document, ['list', '0'], undefined)).toEqual({ list: [2], name: 'x' });
});
