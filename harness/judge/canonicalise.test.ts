import { describe, expect, test } from 'vitest';
import type { Rule } from '../evidence/rule.ts';
import { sampleCall, sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { Json } from '../values/json.ts';
import { canonicalise } from './canonicalise.ts';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';

function canonicalBody(body: Json, rules: readonly Rule[] = [], facts = {}): Json {
  const transcript = sampleTranscript({ facts, steps: [sampleStep({ http: sampleExchange({ body }) })] });
  const http = canonicalise(transcript, rules).steps[0]?.channels['http'] as { response: { body: Json } };
  return http.response.body;
}

describe('symbols', () => {
  test('equal identifiers share a symbol and different ones do not, also inside longer texts', () => {
    const body = canonicalBody({ id: A, parent: B, self: `/things/${A}` });

    expect(body).toEqual({ id: '<uuid.v4#1>', parent: '<uuid.v4#2>', self: '/things/<uuid.v4#1>' });
  });

  test('shows an id that is written in capitals as such, and a token whatever the case of its scheme', () => {
    const id = '6F9B2B5E-6C1E-4D6E-8F43-0F5F0D9D6A11';
    const token = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"ada"}').toString('base64url')}.c2lnbmVk`;

    const body = canonicalBody({ id, lower: id.toLowerCase(), sent: `bEARER ${token}`, again: `Bearer ${token}` });

    expect(body).toEqual({
      id: '<uuid.v4.capitals#1>',
      lower: '<uuid.v4#1>',
      sent: 'bEARER <jwt#1> {"header":{"alg":"HS256"},"claims":{"sub":"ada"},"signature":"6 bytes"}',
      again: 'Bearer <jwt#1>',
    });
  });

  test('an instant keeps its precision, its zone and its distance from the earliest of its object', () => {
    const body = canonicalBody({
      createdAt: '2026-11-24T10:00:00.000Z',
      completedAt: '2026-11-24T10:00:01.200Z',
      expiresAt: '2026-11-24T10:15:00.000Z',
      local: '2026-11-24T11:00:00+01:00',
    });

    expect(body).toEqual({
      createdAt: '<instant.3.Z>',
      completedAt: '<instant.3.Z>',
      expiresAt: '<instant.3.Z +900s>',
      local: '<instant.0.+01:00>',
    });
  });

  test('a text that a rule calls random becomes a symbol wherever its pattern occurs, and nothing else does', () => {
    const as = { symbol: 'key', pattern: 'k_[a-z]{3}' };
    const rules = [{ channel: 'http', pointer: '/response/body/*', as }] as const;

    const body = canonicalBody({ key: 'k_abc', again: 'Bearer k_abc', other: 'k_xyz', wrong: 'k_1', none: 5 }, rules);

    expect(body).toEqual({ key: '<key#1>', again: 'Bearer <key#1>', other: '<key#2>', wrong: 'k_1', none: 5 });
  });

  test('a JWT becomes its header and claims, with times as relations', () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const token = `${encode({ alg: 'HS256' })}.${encode({ sub: A, iat: 1000, exp: 1900, type: 'access' })}.c2lnbmVk`;

    const body = canonicalBody({ token });

    expect(body).toEqual({
      token: {
        jwt: '<jwt#1>',
        header: { alg: 'HS256' },
        claims: { sub: '<uuid.v4#1>', iat: '<epoch>', exp: '<iat +900s>', type: 'access' },
        signature: '6 bytes',
      },
    });
  });

  test('a password hash keeps its algorithm and cost, not its salt', () => {
    const body = canonicalBody({ hash: '$scrypt$ln=15,r=8,p=1$c2FsdHNhbHQ$ZGlnZXN0ZGlnZXN0' });

    expect(body).toEqual({ hash: '<hash.scrypt.ln15.r8.p1.salt8.digest12#1>' });
  });

  test('a text that only looks like a JWT is left as it is', () => {
    expect(canonicalBody({ token: 'eyJub3Q.eyJqc29u.x' })).toEqual({ token: 'eyJub3Q.eyJqc29u.x' });
  });
});

describe('answers', () => {
  test('what a model said is replaced by who said it, wherever it is quoted', () => {
    const call = sampleCall();
    const prompt = sampleCall({
      request: { ...call.request, messages: [{ role: 'user', text: 'Draft: Because it is so. Review it.' }] },
    });
    const transcript = sampleTranscript({
      steps: [sampleStep({ http: sampleExchange({ body: { answer: 'Because it is so.' } }), calls: [call, prompt] })],
    });

    const [step] = canonicalise(transcript, []).steps;

    expect(step?.channels).toMatchObject({
      http: { response: { body: { answer: '<answer:openai/small#1>' } } },
      calls: [{}, { request: { messages: [{ text: 'Draft: <answer:openai/small#1> Review it.' }] } }],
    });
  });

  test('calls are listed by model, whichever started first', () => {
    const [late, early] = [sampleCall({ provider: 'zeta' }), sampleCall({ provider: 'alpha' })];
    const transcript = sampleTranscript({ steps: [sampleStep({ calls: [late, early] })] });

    const [step] = canonicalise(transcript, []).steps;

    expect(step?.channels['calls']).toMatchObject([{ provider: 'alpha' }, { provider: 'zeta' }]);
  });
});

describe('rules', () => {
  test('a value that is what the target declares becomes that fact, and any other stays', () => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/mode', as: { facts: ['mode'] } }];

    expect(canonicalBody({ mode: 'real' }, rules, { mode: 'real' })).toEqual({ mode: '<target mode>' });
    expect(canonicalBody({ mode: 'mock' }, rules, { mode: 'real' })).toEqual({ mode: 'mock' });
  });

  test('facts are found inside a longer text', () => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/message', as: { facts: ['host', 'port'] } }];

    const body = canonicalBody({ message: 'no answer from db.test, port 5432' }, rules, {
      host: 'db.test',
      port: 5432,
    });

    expect(body).toEqual({ message: 'no answer from <target host>, port <target port>' });
  });

  test('tokens become a symbol when a call reported them or their sum, and stand when none did', () => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/*', as: 'input-tokens' }];
    const usage = (inputTokens: number) =>
      sampleCall({
        outcome: { status: 'answered', text: '', finishReason: 'stop', usage: { inputTokens, outputTokens: 1 } },
      });
    const transcript = sampleTranscript({
      steps: [
        sampleStep({
          http: sampleExchange({ body: { one: 3, sum: 7, lost: 0, invented: 5 } }),
          calls: [usage(3), usage(4)],
        }),
      ],
    });

    const [step] = canonicalise(transcript, rules).steps;

    expect(step?.channels['http']).toMatchObject({
      response: { body: { one: '<tokens as reported>', sum: '<tokens as reported>', lost: 0, invented: 5 } },
    });
  });

  test.each([
    ['duration', 12, '<duration>'],
    ['duration', -1, -1],
    ['gauge', 3, '<gauge>'],
    ['gauge', 1.5, 1.5],
    ['duration', 3_600_000, 3_600_000],
  ] as const)('%s turns %j into %j', (as, value, expected) => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/**/x', as }];

    expect(canonicalBody({ deep: { x: value } }, rules)).toEqual({ deep: { x: expected } });
  });

  test.each([
    ['of one call', 0.000_005, '<cost>'],
    ['of the step', 0.000_012, '<cost>'],
    ['doubled', 0.000_01, 0.000_01],
    ['lost', 0, 0],
    ['as text', '0.000005', '0.000005'],
  ])('a cost %s: %j becomes %j', (_, x, expected) => {
    const cost = { decimals: 6, models: { small: { input: 1, output: 2 } } };
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/x', as: { cost } }];
    const usage = (inputTokens: number) =>
      sampleCall({
        outcome: { status: 'answered', text: '', finishReason: 'stop', usage: { inputTokens, outputTokens: 1 } },
      });
    const steps = [sampleStep({ http: sampleExchange({ body: { x } }), calls: [usage(3), usage(5)] })];

    const [step] = canonicalise(sampleTranscript({ steps }), rules).steps;

    expect(step?.channels['http']).toMatchObject({ response: { body: { x: expected } } });
  });

  test('seconds are seconds: an hour of them is no duration of a scenario', () => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/*', as: 'duration' }];

    expect(canonicalBody({ upSeconds: 3_600 }, rules)).toEqual({ upSeconds: 3_600 });
    expect(canonicalBody({ upSeconds: 3_599 }, rules)).toEqual({ upSeconds: '<duration>' });
  });

  test('a set has no order', () => {
    const rules: Rule[] = [{ channel: 'http', pointer: '/response/body/tags', as: 'set' }];

    expect(canonicalBody({ tags: ['b', 'a'] }, rules)).toEqual(canonicalBody({ tags: ['a', 'b'] }, rules));
  });
});

describe('tables', () => {
  test('rows are ordered by what does not depend on chance', () => {
    const rows = [
      { id: A, name: 'first' },
      { id: B, name: 'second' },
    ];

    const inserted = canonicalise(sampleTranscript({ tables: { rows } }), []);
    const shuffled = canonicalise(sampleTranscript({ tables: { rows: rows.toReversed() } }), []);

    expect(shuffled).toEqual(inserted);
  });

  test('a row that a response has named is found by that name', () => {
    const seenFirst = sampleStep({ http: sampleExchange({ body: { id: B } }) });
    const rows = [{ id: A }, { id: B }];

    const one = canonicalise(sampleTranscript({ steps: [seenFirst], tables: { rows } }), []);
    const other = canonicalise(sampleTranscript({ steps: [seenFirst], tables: { rows: rows.toReversed() } }), []);

    expect(other).toEqual(one);
  });
});

describe('headers', () => {
  test('those of the moment are left out, and every other one is compared', () => {
    const headers = [
      ['date', 'now'],
      ['connection', 'close'],
      ['etag', 'W/"5-abc"'],
      ['content-length', '5'],
      ['x-own', 'kept'],
    ] as const;
    const transcript = sampleTranscript({ steps: [sampleStep({ http: sampleExchange({ headers }) })] });

    const [step] = canonicalise(transcript, []).steps;

    expect(step?.channels['http']).toMatchObject({
      response: { headers: { etag: '<etag.weak>', 'x-own': 'kept' } },
    });
    expect(JSON.stringify(step)).not.toContain('connection');
  });
});
