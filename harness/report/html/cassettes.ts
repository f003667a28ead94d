import type { Evidence } from '../../observe/evidence.ts';
import { isJsonObject, type Json } from '../../observe/json.ts';
import type { CassetteData } from './report-data.ts';

const DAY_MS = 86_400_000;

/** The recordings that answered for a language model, as the transcripts witness them. */
export function cassettesOf({ manifest, transcripts }: Evidence): CassetteData[] {
  const startedMs = Date.parse(manifest.startedAt);
  return transcripts.flatMap(({ scenario, target, witness }) => {
    const traffic = witness['llm'];
    if (!isJsonObject(traffic) || typeof traffic['recordedAt'] !== 'string') return [];

    const recordedAt = traffic['recordedAt'];
    const ageDays = Math.max(0, Math.floor((startedMs - Date.parse(recordedAt)) / DAY_MS));
    const source = textOf(traffic['source']);
    const replayed = typeof traffic['replayed'] === 'number' ? traffic['replayed'] : 0;
    return [{ scenario: scenario.id, target, source, recordedAt, ageDays, replayed }];
  });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : 'unknown';
}
