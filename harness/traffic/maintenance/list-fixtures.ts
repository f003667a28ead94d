import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import { getModelName } from '../../evidence/llm-call.ts';
import { isJsonObject } from '../../values/json.ts';
import { readBlobs } from '../cassette/blob-store.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { listCassettes } from '../cassette/list-cassettes.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { parseJsonBytes } from '../cassette/request-key.ts';
import { findProvider } from '../providers/providers.ts';

export interface ListedFixture {
  /** Relative to the directory. */
  readonly file: string;
  /** null when the cassette cannot be read: `problem` says why. */
  readonly scenario: string | null;
  readonly source: string | null;
  readonly recordedAt: string | null;
  /** Whole days since the newest interaction was recorded. */
  readonly ageDays: number | null;
  readonly interactions: number;
  /** Answers with status 400 and above. */
  readonly errors: number;
  /** `<provider>/<model>`, or the host where the call is not understood. */
  readonly models: readonly string[];
  /** Side files included. */
  readonly bytes: number;
  /** How many interactions the runs asked for, all targets together; null without evidence of its scenario. */
  readonly uses: number | null;
  readonly problem: string | null;
}

const DAY_MS = 86_400_000;

/** Every cassette below a directory: where it came from, how old it is, whom it asks. */
export async function listFixtures(
  directory: string,
  { now, runs }: { readonly now: Date; readonly runs: readonly Evidence[] },
): Promise<readonly ListedFixture[]> {
  const fixtures: ListedFixture[] = [];
  for (const listed of await listCassettes(directory)) {
    const file = relative(directory, listed.path).split(sep).join('/');
    const size = await measureSize(listed.path);
    if (listed.status === 'invalid') {
      fixtures.push({ ...UNREADABLE, file, bytes: size, problem: listed.problem });
      continue;
    }
    const { interactions } = await loadCassette(listed.path);
    const { recordedAt, source } = listed.provenance;
    fixtures.push({
      file,
      scenario: listed.scenario.id,
      source,
      recordedAt,
      ageDays: Math.floor((now.getTime() - Date.parse(recordedAt)) / DAY_MS),
      interactions: listed.interactions,
      errors: listed.errors,
      models: [...new Set(interactions.map(describeRequest))].sort(),
      bytes: size,
      uses: usesIn(runs, listed.scenario.id),
      problem: null,
    });
  }
  return fixtures;
}

const UNREADABLE = {
  scenario: null,
  source: null,
  recordedAt: null,
  ageDays: null,
  interactions: 0,
  errors: 0,
  models: [],
  uses: null,
};

async function measureSize(path: string): Promise<number> {
  const blobs = [...(await readBlobs(path)).values()].reduce((sum, { length }) => sum + length, 0);
  return (await stat(path)).size + blobs;
}

function usesIn(runs: readonly Evidence[], scenarioId: string): number | null {
  const played = runs
    .flatMap(({ transcripts }) => transcripts)
    .filter(({ scenario }) => scenario.id === scenarioId)
    .flatMap(({ witness }) => (isJsonObject(witness['llm']) ? [Number(witness['llm']['replayed'] ?? 0)] : []));
  return played.length === 0 ? null : played.reduce((sum, count) => sum + count, 0);
}

function describeRequest({ request }: Interaction): string {
  const url = new URL(request.url);
  const provider = findProvider(url);
  const call =
    provider?.protocol.parseRequest(request.method, url, parseJsonBytes(decodeBody(request.body)) ?? null) ?? null;
  return provider === null || call === null || call.model === ''
    ? url.host
    : getModelName({ ...call, provider: provider.name });
}
