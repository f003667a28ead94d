/** Anthropic, Google, Azure OpenAI. */
const KEY_HEADERS = ['x-api-key', 'x-goog-api-key', 'api-key'];

/**
 * Whether a request to a provider carries this key, wherever one of them looks for it: as a bearer token (RFC 6750, 2.1), in
 * a header of its own, or as Google's parameter `key`.
 */
export function isMadeWith(
  { headers, url }: { readonly headers: Headers; readonly url: string },
  key: string,
): boolean {
  const bearer = /^bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const carried = [bearer, ...KEY_HEADERS.map((name) => headers.get(name)), new URL(url).searchParams.get('key')];
  return carried.includes(key);
}
