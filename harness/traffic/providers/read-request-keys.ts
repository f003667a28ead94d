import { PROVIDERS } from './providers.ts';

const HEADERS = [...new Set(PROVIDERS.flatMap(({ keys }) => keys.headers))];
const QUERY_PARAMETERS = [...new Set(PROVIDERS.flatMap(({ keys }) => keys.queryParameters))];

/**
 * The keys that a request to a provider carries, at any place where one of them looks for it: as a bearer token (RFC 6750,
 * 2.1), in a header of its own, or as a query parameter.
 */
export function readRequestKeys(headers: Headers, url: URL): readonly string[] {
  const bearer = /^bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const carried = [
    bearer,
    ...HEADERS.map((name) => headers.get(name)),
    ...QUERY_PARAMETERS.map((name) => url.searchParams.get(name)),
  ];
  return carried.filter((key) => typeof key === 'string');
}
