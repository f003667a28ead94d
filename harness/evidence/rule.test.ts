import { describe, expect, test } from 'vitest';
import { ruleSchema } from './rule.ts';
import type { RuleKind } from './rule-kind.ts';
import { describeProblem } from './schema.ts';

function refuse(pointer: string, as: RuleKind): string | undefined {
  const { error } = ruleSchema.safeParse({ channel: 'http', pointer, as });
  return error === undefined ? undefined : describeProblem(error);
}

describe('a rule that would ignore what it covers is refused', () => {
  test.each([
    '[^]+',
    '[^]*',
    '.*',
    '.',
    '.+',
    '^.+$',
    '^.*$',
    '[\\s\\S]*',
    '[\\w\\W]{1,}',
    '(.|\\n)+',
    '(?:[a-z]|[^a-z])+',
    '\\S+',
    '\\w+',
    '[A-Za-z]+',
    '[a-z ]+',
    '[^"]+',
    '[^0-9]+',
    '\\p{L}+|\\w+',
    '[^\\x00-\\x7f]+',
    '.{200,}',
    '(?<=.).+',
    '(?<=^.{20}).+',
    '^\\w+$',
    '^[a-z]+$',
    '[aeiou]|[^aeiou]',
  ])('the pattern %s', (pattern) => {
    expect(refuse('/response/body/id', { symbol: 'any', pattern })).toMatch(/^at \/as\/pattern: .*ordinary text/);
  });

  test('a pattern that is not a regular expression', () => {
    expect(refuse('/response/body/id', { symbol: 'id', pattern: '[a-' })).toMatch(/not a regular expression/);
  });

  test.each<[pointer: string, as: RuleKind]>([
    ['', 'gauge'],
    ['/response/body', 'gauge'],
    ['/response/body', 'duration'],
    ['/response/body/**', 'gauge'],
    ['/response/body/*', 'duration'],
    ['/response/*', 'gauge'],
    ['/response/**', 'duration'],
    ['/**', 'gauge'],
    ['/*/data/*', 'gauge'],
    ['/*/*/*', 'gauge'],
    ['/**', 'set'],
    ['/response/**', 'set'],
  ])('at %j as %j', (pointer, as) => {
    expect(refuse(pointer, as)).toMatch(/^at \/pointer: .* covers /);
  });
});

describe('a rule for what is random is kept', () => {
  test.each([
    '^[0-9a-f]{64}$',
    '[0-9a-f]{16}',
    '[\\w-]{21}',
    '[A-Za-z0-9]{20,}',
    '[a-z0-9]{10}$',
    'req_[a-zA-Z0-9]+',
    '\\d+',
    '^[1-9]\\d*$',
    '(?<=cursor=)[\\w-]{24,}',
    '^https?://[\\w.-]+:\\d{5}$',
    '^([A-Za-z0-9+/]{4}){10,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  ])('with the pattern %s', (pattern) => {
    expect(refuse('/response/body/id', { symbol: 'id', pattern })).toBeUndefined();
  });

  test.each<[pointer: string, as: RuleKind]>([
    ['/response/body/**/latencyMs', 'duration'],
    ['/response/body/detail/pool/*', 'gauge'],
    ['/*/*/fields/durationMs', 'duration'],
    ['/response/body/items', 'set'],
    ['/response/body/**/tags', 'set'],
    ['/*', 'set'],
  ])('at %j as %j', (pointer, as) => {
    expect(refuse(pointer, as)).toBeUndefined();
  });
});
