/** Anthropic, Google, Azure OpenAI. */
const KEY_HEADERS = ['x-api-key', 'x-goog-api-key', 'api-key'];

/**
 * The keys that a request to a provider carries, wherever one of them looks for it: as a bearer token (RFC 6750, 2.1), in a
 * header of its own, or as Google's parameter `key`.
 */
export function keysOfRequest(headers: Headers, url: URL): readonly string[] {
  const bearer = /^bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const carried = [bearer, ...KEY_HEADERS.map((name) => headers.get(name)), url.searchParams.get('key')];
  return carried.filter((key) => typeof key === 'string');
}
