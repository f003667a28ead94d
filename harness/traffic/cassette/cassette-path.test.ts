import { expect, test } from 'vitest';
import { cassettePath } from './cassette-path.ts';

test('puts a cassette where the id of its scenario says', () => {
  const path = cassettePath('/cassettes', 'auth/login.v2');

  expect(path).toBe('/cassettes/auth/login.v2.json');
});

test.each(['../up', 'a/../../up', '/etc/passwd', 'a//b', '', '.hidden', 'a\\..\\b', 'a/ b'])(
  'refuses the id "%s"',
  (id) => {
    const find = () => cassettePath('/cassettes', id);

    expect(find).toThrow(expect.objectContaining({ code: 'PARITY_SCENARIO_ID_INVALID' }));
  },
);
