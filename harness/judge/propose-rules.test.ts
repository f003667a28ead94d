import { describe, expect, test } from 'vitest';
import { type Difference, divergence } from '../evidence/divergence.ts';
import { proposeRules } from './propose-rules.ts';

const at = (pointer: string, difference: Partial<Difference>) =>
  divergence(
    { scenario: 'a/b', step: 'GET /thing', targets: ['mock', 'mock'], channel: 'http' },
    { pointer, kind: 'value', left: null, right: null, ...difference },
  );

describe('a rule is proposed for', () => {
  test.each<[string, Partial<Difference>, unknown]>([
    ['whole numbers', { left: 3, right: 4 }, 'gauge'],
    ['numbers', { left: 0.5, right: 4 }, 'duration'],
    [
      'random texts of one format',
      { left: '9f86d081', right: '60303ae2' },
      { symbol: 'random', pattern: '^[0-9a-f]{8}$' },
    ],
  ])('%s', (_, difference, as) => {
    const proposals = proposeRules([
      at('/response/body/list/0/x', difference),
      at('/response/body/list/1/x', difference),
    ]);

    expect(proposals).toEqual({
      rules: [{ channel: 'http', pointer: '/response/body/list/*/x', as }],
      refused: [],
    });
  });
});

describe('no rule is proposed for', () => {
  test.each<[string, string, Partial<Difference>, RegExp]>([
    ['what is there at times', '/response/body/x', { kind: 'missing' }, /structure/],
    ['a status', '/response/status', { kind: 'status', left: 200, right: 500 }, /structure/],
    ['an order', '/response/body/list', { kind: 'order' }, /order/],
    ['a whole exchange', '/response', { left: {}, right: {} }, /too broad/],
    ['words', '/response/body/x', { left: 'light', right: 'dark' }, /no format/],
    ['texts that only share their length', '/response/body/x', { left: 'one word', right: 'two-word' }, /no format/],
    ['short texts', '/response/body/x', { left: 'abc', right: 'def' }, /no format/],
  ])('%s', (_, pointer, difference, why) => {
    expect(proposeRules([at(pointer, difference)])).toEqual({
      rules: [],
      refused: [{ channel: 'http', pointer, why: expect.stringMatching(why) }],
    });
  });
});
