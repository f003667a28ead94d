/**
 * @typedef {{ readonly page: 'overview', readonly section: string, readonly filter: Filter }} OverviewRoute
 * @typedef {{ readonly page: 'scenario', readonly id: string, readonly isRaw: boolean }} ScenarioRoute
 * @typedef {{ readonly page: 'divergence', readonly id: string }} DivergenceRoute
 * @typedef {OverviewRoute | ScenarioRoute | DivergenceRoute} Route
 *
 * @typedef {object} Filter
 * @property {string} text
 * @property {readonly string[]} verdicts Those to show; none means all.
 */

/**
 * Where the address of the page leads: `#/s/<scenario>`, `#/d/<divergence>`, or a section of the overview.
 *
 * @param {string} hash
 * @returns {Route}
 */
export function parseRoute(hash) {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  if (path.startsWith('s/'))
    return { page: 'scenario', id: decodeURI(path.slice(2)), isRaw: parameters.get('view') === 'raw' };
  if (path.startsWith('d/')) return { page: 'divergence', id: path.slice(2) };

  const verdicts = (parameters.get('v') ?? '').split(',').filter((word) => word !== '');
  return { page: 'overview', section: path, filter: { text: parameters.get('q') ?? '', verdicts } };
}

/** @param {string} id */
export function scenarioHref(id, isRaw = false) {
  return `#/s/${encodeURI(id)}${isRaw ? '?view=raw' : ''}`;
}

/** @param {string} id */
export function divergenceHref(id) {
  return `#/d/${id}`;
}

/** @param {Filter} filter */
export function filterHref({ text, verdicts }) {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('q', text);
  if (verdicts.length > 0) parameters.set('v', verdicts.join(','));
  const query = parameters.toString();
  return `#/scenarios${query === '' ? '' : `?${query}`}`;
}
