export type OverviewRoute = { readonly page: 'overview'; readonly section: string; readonly query: string };
export type ScenarioRoute = { readonly page: 'scenario'; readonly id: string; readonly isRaw: boolean };
export type DivergenceRoute = { readonly page: 'divergence'; readonly id: string };
export type FactRoute = { readonly page: FactPage; readonly query: string };
export type Route = OverviewRoute | ScenarioRoute | DivergenceRoute | FactRoute;
export type FactPage = (typeof FACT_PAGES)[number];

export const FACT_PAGES = ['coverage', 'mutants', 'waivers', 'cassettes', 'targets', 'history', 'run'] as const;

/**
 * Where the address of the page leads: `#/s/<scenario>`, `#/d/<divergence>`, `#/waivers` and the like, or a section of the
 * overview.
 */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parameters = new URLSearchParams(search);
  if (path.startsWith('s/')) {
    return { page: 'scenario', id: decodeURI(path.slice(2)), isRaw: parameters.get('view') === 'raw' };
  }
  if (path.startsWith('d/')) {
    return { page: 'divergence', id: path.slice(2) };
  }

  const page = FACT_PAGES.find((name) => name === path);
  const query = parameters.get('q') ?? '';
  return page === undefined ? { page: 'overview', section: path, query } : { page, query };
}

export function getScenarioHref(id: string, isRaw = false) {
  return `#/s/${encodeURI(id)}${isRaw ? '?view=raw' : ''}`;
}

export function getDivergenceHref(id: string) {
  return `#/d/${id}`;
}

/**
 *
 * @param page Without one, the overview.
 */
export function getQueryHref(query: string, page: FactPage | '' = '') {
  return query.trim() === '' ? `#/${page}` : `#/${page}?${new URLSearchParams({ q: query.trim() })}`;
}
