/** Where the address of the page leads. A page is named by its id; what no page has as its id is a section of the overview. */
export type Route =
  | { readonly kind: 'scenario'; readonly id: string; readonly isRaw: boolean }
  | { readonly kind: 'divergence'; readonly id: string }
  | { readonly kind: 'page'; readonly name: string; readonly query: string };

/** Reads `#/s/<scenario>`, `#/d/<divergence>`, `#/<page>?q=<query>`. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parameters = new URLSearchParams(search);
  if (path.startsWith('s/')) {
    return { kind: 'scenario', id: decodeURI(path.slice(2)), isRaw: parameters.get('view') === 'raw' };
  }
  if (path.startsWith('d/')) {
    return { kind: 'divergence', id: path.slice(2) };
  }
  return { kind: 'page', name: path, query: parameters.get('q') ?? '' };
}

export function getScenarioHref(id: string, isRaw = false): string {
  return `#/s/${encodeURI(id)}${isRaw ? '?view=raw' : ''}`;
}

export function getDivergenceHref(id: string): string {
  return `#/d/${id}`;
}

/** Of a page with a filter; without a page, of the overview. */
export function getQueryHref(query: string, page = ''): string {
  return query.trim() === '' ? `#/${page}` : `#/${page}?${new URLSearchParams({ q: query.trim() })}`;
}
