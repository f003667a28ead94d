import { describe, expect, test } from 'vitest';
import { sampleCall, sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { Json } from '../values/json.ts';
import { compareTranscripts } from './compare-transcripts.ts';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const C = '33333333-3333-4333-8333-333333333333';

function compareBodies(left: Json, right: Json) {
  const [a, b] = [left, right].map((body) =>
    sampleTranscript({ steps: [sampleStep({ http: sampleExchange({ body }) })] }),
  );
  if (a === undefined || b === undefined) {
    throw new TypeError('two bodies give two transcripts');
  }
  return compareTranscripts(a, { ...b, target: 'real' }, []);
}

const found = (left: Json, right: Json) =>
  compareBodies(left, right).map(({ pointer, kind }) => `${kind} ${pointer.replace('/response/body', '')}`);

describe('kinds', () => {
  test.each([
    ['value', { a: 1 }, { a: 2 }, ['value /a']],
    ['type', { a: 1 }, { a: '1' }, ['type /a']],
    ['type, for null too', { a: null }, { a: '' }, ['type /a']],
    ['missing', { a: 1, b: 2 }, { a: 1 }, ['missing /b']],
    ['extra', { a: 1 }, { a: 1, b: 2 }, ['extra /b']],
    ['order', { a: ['x', 'y'] }, { a: ['y', 'x'] }, ['order /a']],
    ['length', { a: ['x', 'y'] }, { a: ['x'] }, ['length /a', 'missing /a/1']],
  ])('%s', (_, left, right, expected) => {
    expect(found(left, right)).toEqual(expected);
  });

  test('another status says it with both bodies, and nothing else', () => {
    const [left, right] = [sampleExchange({ status: 200 }), sampleExchange({ status: 500, headers: [], body: 'oops' })];

    const divergences = compareTranscripts(
      sampleTranscript({ steps: [sampleStep({ http: left })] }),
      sampleTranscript({ target: 'real', steps: [sampleStep({ http: right })] }),
      [],
    );

    expect(divergences).toMatchObject([
      { channel: 'http', step: 'GET /thing', pointer: '/response/status', kind: 'status', left: 200, right: 500 },
      { channel: 'http', pointer: '/response/body', kind: 'value', left: {}, right: 'oops' },
    ]);
  });
});

describe('identity', () => {
  test('other identifiers in the same places are no divergence', () => {
    expect(found({ id: A, parent: B, again: A }, { id: B, parent: C, again: B })).toEqual([]);
  });

  test.each([
    ['swapped', { a: A, b: B, useA: A, useB: B }, { a: A, b: B, useA: B, useB: A }, ['value /useA', 'value /useB']],
    ['constant', { a: A, b: B }, { a: A, b: A }, ['value /b']],
    ['minted again', { a: A, again: A }, { a: A, again: B }, ['value /again']],
    ['leaked', { a: A, other: B }, { a: A, other: A }, ['value /other']],
  ])('an identifier that is %s is one', (_, left, right, expected) => {
    expect(found(left, right)).toEqual(expected);
  });

  test('models that said the same may have been asked in any order', () => {
    const [small, large] = [sampleCall(), sampleCall({ model: 'large' })];
    const quoting = { http: sampleExchange({ body: 'Because it is so.' }) };

    const divergences = compareTranscripts(
      sampleTranscript({ steps: [sampleStep({ ...quoting, calls: [small, large] })] }),
      sampleTranscript({ target: 'real', steps: [sampleStep({ ...quoting, calls: [large, small] })] }),
      [],
    );

    expect(divergences).toEqual([]);
  });

  test('an extra identifier does not make all that follow it look different', () => {
    expect(found({ a: A, b: B }, { extra: C, a: A, b: B })).toEqual(['extra /extra']);
  });

  test('has the same id in every run', () => {
    const [first] = compareBodies({ a: A, b: B }, { a: A, b: A });
    const [second] = compareBodies({ a: B, b: C }, { a: C, b: C });

    expect(second?.id).toBe(first?.id);
  });
});

describe('a gap in the recording', () => {
  const unrecorded = sampleCall({ outcome: { status: 'unrecorded' } });
  const failed = sampleStep({ http: sampleExchange({ status: 502 }), calls: [unrecorded] });

  test('is no divergence when the other target asked the same', () => {
    const divergences = compareTranscripts(
      sampleTranscript({ steps: [sampleStep({ calls: [sampleCall()] })] }),
      sampleTranscript({ target: 'real', steps: [failed], tables: { things: [] } }),
      [],
    );

    expect(divergences).toEqual([]);
  });

  test('is one, in what was asked, when the other target asked something else', () => {
    const empty = sampleCall({
      ...unrecorded,
      request: { ...unrecorded.request, messages: [{ role: 'user', text: '' }] },
    });

    const divergences = compareTranscripts(
      sampleTranscript({ steps: [sampleStep({ calls: [sampleCall()] })] }),
      sampleTranscript({ target: 'real', steps: [{ ...failed, calls: [empty] }] }),
      [],
    );

    expect(divergences).toMatchObject([
      { channel: 'calls', pointer: '/0/request/messages/0/text', kind: 'value', left: 'Why?', right: '' },
    ]);
  });

  test('hides nothing that came before it', () => {
    const divergences = compareTranscripts(
      sampleTranscript({
        steps: [sampleStep({ http: sampleExchange({ body: { a: 1 } }) }), sampleStep({ calls: [sampleCall()] })],
      }),
      sampleTranscript({ target: 'real', steps: [sampleStep({ http: sampleExchange({ body: { a: 2 } }) }), failed] }),
      [],
    );

    expect(divergences).toMatchObject([{ pointer: '/response/body/a', kind: 'value' }]);
  });
});

test('a scenario that goes on where the other stopped is a divergence', () => {
  const divergences = compareTranscripts(
    sampleTranscript({ steps: [sampleStep()] }),
    sampleTranscript({ target: 'real', steps: [sampleStep(), sampleStep({ label: 'GET /more' })] }),
    [],
  );

  expect(divergences).toMatchObject([{ kind: 'extra', step: 'GET /more' }]);
});

describe('identifiers as names of members', () => {
  test('differ from run to run as their values do', () => {
    expect(found({ [A]: 1, [B]: 2, of: A }, { [C]: 2, [B]: 1, of: B })).toEqual([]);
  });

  test.each([
    ['another value', { [A]: 1 }, { [B]: 2 }, ['value /<uuid.v4#1>']],
    ['one that is missing', { [A]: 1, [B]: 2 }, { [C]: 1 }, ['missing /<uuid.v4#2>']],
    ['one that another member does not mean', { [A]: 1, of: A }, { [B]: 1, of: C }, ['value /of']],
    ['no identifier', { [A]: 1 }, { name: 1 }, ['missing /<uuid.v4#1>', 'extra /name']],
  ])('are compared: %s', (_, left, right, expected) => {
    expect(found(left, right)).toEqual(expected);
  });
});
