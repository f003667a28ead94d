/**
 * @typedef {import('../report-data.ts').ReportIndex} ReportIndex
 * @typedef {import('../report-data.ts').ScenarioRow} ScenarioRow
 * @typedef {import('../report-data.ts').DivergenceRow} DivergenceRow
 * @typedef {import('../report-data.ts').ScenarioDetail} ScenarioDetail
 * @typedef {import('../report-data.ts').DetailChunk} DetailChunk
 * @typedef {import('../../distinct-reasons.ts').DistinctReason} DistinctReason
 *
 * @typedef {ScenarioDetail & { readonly pool: DetailChunk['pool'] }} Detail
 *
 * @typedef {object} Report
 * @property {ReportIndex} index
 * @property {(id: string) => ScenarioRow | undefined} rowOf
 * @property {(id: string) => readonly DivergenceRow[]} divergencesOf
 * @property {(id: string) => readonly DistinctReason[]} reasonsOf
 * @property {(id: string) => Promise<Detail | null>} detailOf Null where it was left out of the page.
 */

/**
 * Reads what every view needs. What a scenario showed is inflated when somebody asks for it.
 *
 * @returns {Promise<Report>}
 */
export async function loadReport() {
  /** @type {[ReportIndex, readonly number[]]} */
  const [index, places] = await Promise.all([inflated('report-index'), inflated('report-places')]);
  const rows = new Map(index.scenarios.map((row, position) => [row.id, { row, part: places[position] ?? -1 }]));
  const divergences = Map.groupBy(index.divergences, ({ scenario }) => scenario);
  const reasons = reasonsByScenario(index.reasons);
  /** @type {Map<number, Promise<DetailChunk>>} */
  const parts = new Map();
  const partOf = (/** @type {number} */ number) => {
    /** @type {Promise<DetailChunk>} */
    const part = parts.get(number) ?? inflated(`report-part-${number}`);
    parts.set(number, part);
    return part;
  };
  return {
    index,
    rowOf: (id) => rows.get(id)?.row,
    divergencesOf: (id) => divergences.get(id) ?? [],
    reasonsOf: (id) => reasons.get(id) ?? [],
    detailOf: async (id) => {
      const part = rows.get(id)?.part ?? -1;
      if (part < 0) {
        return null;
      }
      const { scenarios, pool } = await partOf(part);
      const found = scenarios.find((scenario) => scenario.id === id);
      return found === undefined ? null : { ...found, pool };
    },
  };
}

/** @param {readonly DistinctReason[]} reasons */
function reasonsByScenario(reasons) {
  /** @type {Map<string, DistinctReason[]>} */
  const byScenario = new Map();
  for (const reason of reasons) {
    for (const id of new Set(reason.places.map(({ scenario }) => scenario))) {
      if (id !== null) {
        byScenario.set(id, [...(byScenario.get(id) ?? []), reason]);
      }
    }
  }
  return byScenario;
}

/**
 * @param {string} id
 * @returns {Promise<any>}
 */
function inflated(id) {
  const bytes = Uint8Array.from(atob(document.getElementById(id)?.textContent ?? ''), (character) =>
    character.charCodeAt(0),
  );
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
}
