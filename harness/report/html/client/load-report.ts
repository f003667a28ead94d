import type { DistinctReason } from '../../content/group-reasons.ts';
import type { ReportIndex } from '../data/build-index.ts';
import type { DivergenceRow } from '../data/divergences.ts';
import type { ScenarioRow } from '../data/scenarios.ts';
import type { DetailChunk, ScenarioDetail } from '../data/split-details.ts';

export type Detail = ScenarioDetail & { readonly pool: DetailChunk['pool'] };
export interface Report {
  readonly index: ReportIndex;
  readonly findScenario: (id: string) => ScenarioRow | undefined;
  readonly getDivergences: (id: string) => readonly DivergenceRow[];
  readonly getReasons: (id: string) => readonly DistinctReason[];
  /** Null where it was left out of the page. */
  readonly loadDetail: (id: string) => Promise<Detail | null>;
}

/** Reads what every view needs. What a scenario showed is inflated when its view is opened. */
export async function loadReport(): Promise<Report> {
  const [index, places] = await Promise.all([
    readData<ReportIndex>('report-index'),
    readData<readonly number[]>('report-places'),
  ]);
  const rows = new Map(index.scenarios.map((row, position) => [row.id, { row, part: places[position] ?? -1 }]));
  const divergences = Map.groupBy(index.divergences, ({ scenario }) => scenario);
  const reasons = groupByScenario(index.reasons);
  const parts = new Map<number, Promise<DetailChunk>>();
  const loadPart = (number: number) => {
    const part = parts.get(number) ?? readData<DetailChunk>(`report-part-${number}`);
    parts.set(number, part);
    return part;
  };
  return {
    index,
    findScenario: (id) => rows.get(id)?.row,
    getDivergences: (id) => divergences.get(id) ?? [],
    getReasons: (id) => reasons.get(id) ?? [],
    loadDetail: async (id) => {
      const part = rows.get(id)?.part ?? -1;
      if (part < 0) {
        return null;
      }
      const { scenarios, pool } = await loadPart(part);
      const found = scenarios.find((scenario) => scenario.id === id);
      return found === undefined ? null : { ...found, pool };
    },
  };
}

function groupByScenario(reasons: readonly DistinctReason[]) {
  const byScenario = new Map<string, DistinctReason[]>();
  for (const reason of reasons) {
    for (const id of new Set(reason.places.map(({ scenario }) => scenario))) {
      if (id !== null) {
        byScenario.set(id, [...(byScenario.get(id) ?? []), reason]);
      }
    }
  }
  return byScenario;
}

/** The page was written by the program that these modules belong to, so its data has the type that is asked for. */
async function readData<Data>(id: string): Promise<Data> {
  const base64 = document.getElementById(id)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
}
