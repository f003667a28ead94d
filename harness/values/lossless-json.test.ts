import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getMember, isJsonObject, type Json, jsonType } from './json.ts';
import { areEqualNumbers, toNumber, toPlainNumber } from './json-number.ts';
import { DEEPEST, parseJson, readJson, writeJson } from './lossless-json.ts';

describe('numbers', () => {
  test.each([
    '9007199254740993',
    '1e400',
    '-0',
    '-0.0',
    '1.0',
    '1e2',
    '1E2',
    '0.1000000000000000055',
    '-12345678901234567890',
  ])('%s keeps its text', (text) => {
    expect(parseJson(`{"n":${text}}`)).toEqual({ n: { $number: text } });
  });

  test.each(['0', '-1', '0.1', '1e+21', '9007199254740991', '1e-7'])('%s is a plain number', (text) => {
    expect(parseJson(text)).toBe(Number(text));
  });

  test('two numbers that are written differently are read as different values', () => {
    const pair = fc.tuple(numberText, numberText).filter(([a, b]) => a !== b);

    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(JSON.stringify(parseJson(a))).not.toBe(JSON.stringify(parseJson(b)));
      }),
    );
  });

  test('is told from a text and from an object by its type', () => {
    const [number, text, object] = ['1.0', '"1.0"', '{"$number":"1.0"}'].map((json) => parseJson(json) ?? null);

    expect([number, text, object].map((value) => jsonType(value ?? null))).toEqual(['number', 'string', 'object']);
    expect(object).toEqual({ $$number: '1.0' });
  });

  test.each<[string, string, boolean]>([
    ['1', '1.0', true],
    ['100', '1e2', true],
    ['0', '-0.0', true],
    ['0.1', '1.00e-1', true],
    ['9007199254740992', '9007199254740993', false],
    ['1e400', '1e401', false],
    ['1', '-1', false],
    ['1e99999999999999999999', '1e99999999999999999998', false],
  ])('%s and %s have the same value: %s', (left, right, expected) => {
    expect(areEqualNumbers(parseJson(left), parseJson(right))).toBe(expected);
  });

  test('becomes a number of JavaScript only where that is exactly the same', () => {
    expect(toPlainNumber({ $number: '10.0' })).toBe(10);
    expect(toPlainNumber({ $number: '9007199254740993' })).toEqual({ $number: '9007199254740993' });
    expect(toNumber({ $number: '9007199254740993' })).toBe(9007199254740992);
    expect(toNumber('1')).toBeUndefined();
  });
});

describe('members', () => {
  test('every value of a name that stands twice is kept', () => {
    expect(parseJson('{"a":1,"b":0,"a":{"c":2},"a":1}')).toEqual({
      a: 1,
      b: 0,
      $duplicates: { a: [1, { c: 2 }, 1] },
    });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', (name) => {
    const value = parseJson(`{ "${name}": { "a": 1 } }`);

    expect(getMember(value, name)).toEqual({ a: 1 });
    expect(getMember(parseJson('{ }'), name)).toBeUndefined();
    expect(JSON.stringify(value)).toBe(`{"${name}":{"a":1}}`);
  });

  test('a name with a meaning of ours is told apart', () => {
    expect(parseJson('{"$number":"1","$$duplicates":{},"$like":"text"}')).toEqual({
      $$number: '1',
      $$$duplicates: {},
      $like: 'text',
    });
  });
});

describe('texts', () => {
  test.each(['', ' ', '{', '{"a":1', '[1,]', '{"a":01}', "{'a':1}", '\uFEFF{}', '{} {}', 'NaN', '"\n"', 'undefined'])(
    '%j is no JSON',
    (text) => {
      expect(readJson(text)).toEqual({ problem: 'syntax' });
      expect(parseJson(text)).toBeUndefined();
    },
  );

  test.each(['[', '{"a":'])('nesting with %s is read to its limit, and said to be deeper beyond', (open) => {
    const nested = (depth: number) =>
      open.repeat(depth) + (open === '[' ? '' : '0') + (open === '[' ? ']' : '}').repeat(depth);

    expect(readJson(nested(DEEPEST))).toHaveProperty('value');
    expect(readJson(nested(DEEPEST + 1))).toEqual({ problem: 'depth' });
    expect(readJson(nested(100_000))).toEqual({ problem: 'depth' });
  });

  test('brackets inside of a text are no nesting', () => {
    expect(parseJson(JSON.stringify({ a: '[{'.repeat(1_000) }))).toEqual({ a: '[{'.repeat(1_000) });
  });

  test('a long text does not take the stack', () => {
    const text = '\\"x'.repeat(1_000_000);

    expect(parseJson(`{"a": "${text}"}`)).toHaveProperty('a');
  });
});

describe('laws', () => {
  test('what JSON.stringify writes is read as JSON.parse reads it, but for reserved names', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!text.includes('$'));

        expect(JSON.stringify(parsePlain(parseJson(text) ?? null))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('what is read is written again, and survives a file', () => {
    fc.assert(
      fc.property(document, (text) => {
        const value = parseJson(text) ?? null;

        expect(parseJson(writeJson(value))).toEqual(value);
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  test('two texts that are read alike differ in white space and the order of members alone', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.constantFrom(...'0123456789eE.-{}[]",: a$'), (text, seed, character) => {
        const at = seed % text.length;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        const [before, after] = [parseJson(text), parseJson(changed)];
        fc.pre(after !== undefined && before !== undefined && JSON.stringify(before) === JSON.stringify(after));

        expect(canonical(changed)).toBe(canonical(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 0n, max: 10n ** 25n }),
    fc.stringMatching(/^(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/),
  )
  .map((parts) => parts.join(''));

const name = fc.constantFrom(
  '"a"',
  '"b"',
  '"__proto__"',
  '"constructor"',
  '"$number"',
  '"$$number"',
  '"$duplicates"',
  '"\\u0061"',
);

const { document } = fc.letrec<{ document: string; list: string; object: string }>((tie) => ({
  document: fc.oneof({ maxDepth: 4 }, numberText, fc.json({ maxDepth: 0 }), tie('list'), tie('object')),
  list: fc.array(tie('document'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  object: fc
    .array(fc.tuple(name, tie('document')), { maxLength: 5 })
    .map((members) => `{${members.map((one) => one.join(':')).join(',')}}`),
}));

function parsePlain(value: Json): Json {
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, parsePlain(item)]));
  }
  return Array.isArray(value) ? value.map(parsePlain) : (toNumber(value) ?? value);
}

/** A text without its white space, and with every escape undone. */
function canonical(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[^\s"]/g) ?? [];
  return tokens.map((token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token)).join('');
}
