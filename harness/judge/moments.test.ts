import { describe, expect, test } from 'vitest';
import type { Tables } from '../evidence/step.ts';
import { sampleExchange, sampleStep, sampleTime, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { Json } from '../values/json.ts';
import { canonicalise } from './canonicalise.ts';

const NOON = '2026-01-10T12:00:00.000Z';
const SECONDS = Date.parse(NOON) / 1_000;
const MINUTE = 60_000;

const sinceNoon = (ms: number) => new Date(Date.parse(NOON) + ms).toISOString();

/** A scenario of one request, sent at noon, that took a second. */
function canonical(body: Json, tables: Tables = {}) {
  const time = sampleTime({ startedAt: NOON, durationMs: 1_000 });
  const steps = [sampleStep({ http: sampleExchange({ body }), time })];
  const [first, afterwards] = canonicalise(sampleTranscript({ steps, tables }), []).steps;
  const http = first?.channels['http'] as { readonly response: { readonly body: Json } } | undefined;
  return { body: http?.response.body, db: afterwards?.channels['db'] };
}

const jwt = (claims: object) =>
  `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('an instant says its precision, its zone and where it lies', () => {
  test.each<[string, string, string]>([
    ['in the run', sinceNoon(500), '<instant.3.Z>'],
    ['in another form', '2026-01-10T13:00:00+01:00', '<instant.0.+01:00>'],
    ['two hours behind', sinceNoon(-120 * MINUTE), '<instant.3.Z 120min before the run>'],
    ['an hour ahead', sinceNoon(60 * MINUTE), '<instant.3.Z 60min after the step>'],
    ['in a header or a mail', 'Sat, 10 Jan 2026 12:00:00 GMT', '<instant.http>'],
    ['in a database, without a zone', '2026-01-10 12:00:00.123456', '<instant.sql.6>'],
    ['in a database, years ago', '2024-05-01 00:00:00.000001', '<instant.sql.6 2024-05-01 00:00:00.000001>'],
    ['on a day that there is not', '2026-02-30T12:00:00Z', '2026-02-30T12:00:00Z'],
    ['years ago', '2024-05-01T00:00:00Z', '<instant.0.Z 2024-05-01T00:00:00Z>'],
  ])('%s', (_, text, symbol) => {
    expect(canonical({ at: text }).body).toEqual({ at: symbol });
    expect(canonical([text]).body).toEqual([symbol]);
  });

  test('beside another it says how far it lies from it', () => {
    const body = {
      createdAt: sinceNoon(500),
      expiresAt: sinceNoon(500 + 15 * MINUTE),
      releasedAt: '2024-05-01T00:00:00Z',
    };

    expect(canonical(body).body).toMatchObject({
      createdAt: '<instant.3.Z>',
      expiresAt: '<instant.3.Z +900s>',
    });
  });

  test('past ones of one object are compared as exactly as they are written', () => {
    const body = { from: '2020-01-01T00:00:00Z', until: '2020-01-01T02:00:20Z' };

    expect(canonical(body).body).toEqual({
      from: '<instant.0.Z 2020-01-01T00:00:00Z>',
      until: '<instant.0.Z 2020-01-01T02:00:20Z>',
    });
  });

  test('a run that took its time does not change a distance', () => {
    const body = { createdAt: sinceNoon(0), expiresAt: sinceNoon(2_000 + 30 * 24 * 60 * MINUTE) };

    expect(canonical(body).body).toMatchObject({ expiresAt: '<instant.3.Z +2592000s>' });
  });

  test('in a row of the database as well', () => {
    const rows = [{ created_at: sinceNoon(200), seen_at: sinceNoon(-120 * MINUTE) }];

    expect(canonical(null, { rows }).db).toEqual({
      rows: [{ created_at: '<instant.3.Z>', seen_at: '<instant.3.Z 120min before the run>' }],
    });
  });
});

describe('the times of a JWT', () => {
  const claimsOf = (claims: object) => {
    const { body } = canonical({ token: jwt(claims) });
    return (body as { token: { claims: Json } }).token.claims;
  };

  test.each<[string, object, object]>([
    ['relative to iat', { iat: SECONDS, exp: SECONDS + 900 }, { iat: '<epoch>', exp: '<iat +900s>' }],
    ['before iat', { iat: SECONDS, nbf: SECONDS - 5 }, { iat: '<epoch>', nbf: '<iat -5s>' }],
    ['in milliseconds', { iat: SECONDS * 1_000 }, { iat: '<epoch.ms>' }],
    [
      'both in milliseconds',
      { iat: SECONDS * 1_000, exp: SECONDS * 1_000 + 900 },
      { iat: '<epoch.ms>', exp: '<iat +900s>' },
    ],
    ['with a fraction', { iat: SECONDS + 0.5 }, { iat: '<epoch.fraction>' }],
    ['hours off', { iat: SECONDS - 7_200 }, { iat: '<epoch 120min before the run>' }],
    ['without iat', { exp: SECONDS + 900 }, { exp: '<epoch 15min after the step>' }],
  ])('%s', (_, claims, expected) => {
    expect(claimsOf(claims)).toEqual(expected);
  });
});
