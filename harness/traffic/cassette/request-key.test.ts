import { describe, expect, test } from 'vitest';
import { hashRequest, stripCredentials } from './request-key.ts';

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';

function keyOf(body: string, changes: { readonly method?: string; readonly url?: string } = {}): string {
  return hashRequest({ method: 'POST', url: URL_OF_CHAT, body: Buffer.from(body), ...changes });
}

describe('requestKey', () => {
  test.each([
    ['the order of properties', '{"b":{"d":2,"c":1},"a":0}', '{"a":0,"b":{"c":1,"d":2}}'],
    ['white space in JSON', '{ "a" : 0 }', '{"a":0}'],
    ['how a number is written', '{"a":1.0}', '{"a":1}'],
  ])('is the same whatever %s', (_name, left, right) => {
    const keys = [keyOf(left), keyOf(right)];

    expect(keys[0]).toBe(keys[1]);
  });

  test.each([
    ['the order of array items', keyOf('{"a":[2,1]}')],
    ['a value', keyOf('{"a":[1,3]}')],
    ['the method', keyOf('{"a":[1,2]}', { method: 'PUT' })],
    ['the host', keyOf('{"a":[1,2]}', { url: URL_OF_CHAT.replace('openai', 'other') })],
    ['the path', keyOf('{"a":[1,2]}', { url: `${URL_OF_CHAT}/x` })],
    ['the query', keyOf('{"a":[1,2]}', { url: `${URL_OF_CHAT}?beta=true` })],
  ])('differs with %s', (_name, key) => {
    const original = keyOf('{"a":[1,2]}');

    expect(key).not.toBe(original);
  });

  test.each([
    ['two integers above 2^53', '{"a":9007199254740992}', '{"a":9007199254740993}'],
    ['two numbers that no double holds', '{"a":1e400}', '{"a":2e400}'],
    ['a name that stands twice', '{"a":1,"a":2}', '{"a":2}'],
    ['a member __proto__', '{"__proto__":1}', '{}'],
  ])('differs with %s', (_name, left, right) => {
    expect(keyOf(left)).not.toBe(keyOf(right));
  });

  test('leaves out credentials and the order of the query', () => {
    const left = keyOf('{}', { url: 'https://g.example/v1?alt=sse&x=1&key=one' });
    const right = keyOf('{}', { url: 'https://g.example/v1?key=two&x=1&alt=sse' });

    expect(left).toBe(right);
  });
});

describe('withoutCredentials', () => {
  test('takes user, password, fragment and keys out of a URL', () => {
    const url = stripCredentials('https://user:pass@g.example/v1?alt=sse&key=k&api_key=k&access_token=t#f');

    expect(url).toBe('https://g.example/v1?alt=sse');
  });
});
