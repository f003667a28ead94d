/**
 * @typedef {{ readonly page: 'overview', readonly section: string, readonly query: string }} OverviewRoute
 * @typedef {{ readonly page: 'scenario', readonly id: string, readonly isRaw: boolean }} ScenarioRoute
 * @typedef {{ readonly page: 'divergence', readonly id: string }} DivergenceRoute
 * @typedef {{ readonly page: FactPage, readonly query: string }} FactRoute
 * @typedef {OverviewRoute | ScenarioRoute | DivergenceRoute | FactRoute} Route
 *
 * @typedef {(typeof FACT_PAGES)[number]} FactPage
 */

export const FACT_PAGES = /** @type {const} */ ([
  'coverage',
  'mutants',
  'waivers',
  'cassettes',
  'targets',
  'history',
  'run',
]);

/**
 * Where the address of the page leads: `#/s/<scenario>`, `#/d/<divergence>`, `#/waivers` and the like, or a section of the
 * overview.
 *
 * @param {string} hash
 * @returns {Route}
 */
export function parseRoute(hash) {
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

/** @param {string} id */
export function scenarioHref(id, isRaw = false) {
  return `#/s/${encodeURI(id)}${isRaw ? '?view=raw' : ''}`;
}

/** @param {string} id */
export function divergenceHref(id) {
  return `#/d/${id}`;
}

/**
 * @param {string} query
 * @param {FactPage | ''} [page] Without one, the overview.
 */
export function queryHref(query, page = '') {
  return query.trim() === '' ? `#/${page}` : `#/${page}?${new URLSearchParams({ q: query.trim() })}`;
}
