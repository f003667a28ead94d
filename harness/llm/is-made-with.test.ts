import { describe, expect, test } from 'vitest';
import { isMadeWith } from './is-made-with.ts';

const URL_WITHOUT = 'https://api.test/v1/ask?alt=sse';

describe('the key that a call is made with', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a bearer token', { authorization: 'Bearer a-key' }, URL_WITHOUT],
    ['a bearer token, however the scheme is written', { authorization: 'bearer  a-key' }, URL_WITHOUT],
    ["Anthropic's header", { 'x-api-key': 'a-key' }, URL_WITHOUT],
    ["Google's header", { 'x-goog-api-key': 'a-key' }, URL_WITHOUT],
    ["Azure's header", { 'api-key': 'a-key' }, URL_WITHOUT],
    ["Google's parameter", {}, 'https://api.test/v1/ask?key=a-key'],
  ])('is found in %s, and no part of it is taken for it', (_where, headers, url) => {
    const request = { headers: new Headers(headers), url };

    expect(isMadeWith(request, 'a-key')).toBe(true);
    expect(isMadeWith(request, 'key')).toBe(false);
    expect(isMadeWith(request, 'a-key-')).toBe(false);
    expect(isMadeWith(request, '')).toBe(false);
  });

  test('is none where a call carries none', () => {
    expect(isMadeWith({ headers: new Headers({ authorization: 'Basic a-key' }), url: URL_WITHOUT }, 'a-key')).toBe(
      false,
    );
  });
});
