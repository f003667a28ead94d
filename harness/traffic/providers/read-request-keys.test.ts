import { describe, expect, test } from 'vitest';
import { readRequestKeys } from './read-request-keys.ts';

const URL_WITHOUT = 'https://api.test/v1/ask?alt=sse';

describe('the key that a request carries', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a bearer token', { authorization: 'Bearer a-key' }, URL_WITHOUT],
    ['a bearer token, however the scheme is written', { authorization: 'bearer  a-key' }, URL_WITHOUT],
    ["Anthropic's header", { 'x-api-key': 'a-key' }, URL_WITHOUT],
    ["Google's header", { 'x-goog-api-key': 'a-key' }, URL_WITHOUT],
    ["Azure's header", { 'api-key': 'a-key' }, URL_WITHOUT],
    ["Google's parameter", {}, 'https://api.test/v1/ask?key=a-key'],
  ])('is found in %s', (_where, headers, url) => {
    expect(readRequestKeys(new Headers(headers), new URL(url))).toEqual(['a-key']);
  });

  test('is none where there is none', () => {
    expect(readRequestKeys(new Headers({ authorization: 'Basic a-key' }), new URL(URL_WITHOUT))).toEqual([]);
  });
});
