import { isJsonObject, type Json } from '../values/json.ts';
import type { Evidence } from './evidence.ts';

const DAY_MS = 86_400_000;

/** The recorded traffic that one scenario was answered from on one target. */
export interface PlayedCassette {
  readonly scenario: string;
  readonly target: string;
  /** `live`, `stand-in`, `import:<format>`, or `unknown`. */
  readonly source: string;
  readonly recordedAt: string;
  /** Whole days, when the run started. */
  readonly ageDays: number;
  /** Calls that it answered. */
  readonly replayed: number;
}

/** The recordings that answered for a language model, as the transcripts witness them. */
export function listPlayedCassettes({ manifest, transcripts }: Evidence): PlayedCassette[] {
  const startedMs = Date.parse(manifest.startedAt);
  return transcripts.flatMap(({ scenario, target, witness }) => {
    const traffic = witness['llm'];
    if (!isJsonObject(traffic) || typeof traffic['recordedAt'] !== 'string') {
      return [];
    }

    const recordedAt = traffic['recordedAt'];
    const ageDays = Math.max(0, Math.floor((startedMs - Date.parse(recordedAt)) / DAY_MS));
    const source = readText(traffic['source']);
    const replayed = typeof traffic['replayed'] === 'number' ? traffic['replayed'] : 0;
    return [{ scenario: scenario.id, target, source, recordedAt, ageDays, replayed }];
  });
}

function readText(value: Json | undefined): string {
  return typeof value === 'string' ? value : 'unknown';
}
