import { relative, sep } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import type { LlmCall } from '../../evidence/llm-call.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { listCassettes } from '../cassette/list-cassettes.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { parseJsonBytes } from '../cassette/request-key.ts';
import { findProvider } from '../providers/providers.ts';
import { redactJson } from '../secrets/firewall.ts';

/** What `prune` would take away. */
export type Unused =
  /** A cassette of a scenario that no run knows. */
  | { readonly kind: 'orphan'; readonly file: string; readonly path: string; readonly scenario: string }
  /** Interactions of a cassette, from 0, that no target asked for in any run. */
  | {
      readonly kind: 'interactions';
      readonly file: string;
      readonly path: string;
      readonly indices: readonly number[];
    };

export interface UnusedResult {
  readonly unused: readonly Unused[];
  /** Why some of it could not be decided. */
  readonly notes: readonly string[];
}

/**
 * The cassettes and interactions that the runs did not need. Only what was seen counts: a run of a part of the scenarios
 * says nothing of the others, and a scenario that stopped early nothing of what it had yet to ask.
 */
export async function findUnused(directory: string, runs: readonly Evidence[]): Promise<UnusedResult> {
  const isPartial = runs.every(({ manifest }) => /(?:^|\s)--(?:scenario|shard)\b/.test(manifest.command));
  const known = new Set(runs.flatMap(({ manifest }) => manifest.scenarios.map(({ id }) => id)));
  const unused: Unused[] = [];
  const notes: string[] = isPartial
    ? ['The evidence is of a part of the scenarios, so cassettes without a scenario are not looked for.']
    : [];
  for (const listed of await listCassettes(directory)) {
    const file = relative(directory, listed.path).split(sep).join('/');
    if (listed.status === 'invalid') {
      notes.push(`${file}: ${listed.problem}`);
    } else if (known.has(listed.scenario.id)) {
      const transcripts = runs
        .flatMap((run) => run.transcripts)
        .filter(({ scenario }) => scenario.id === listed.scenario.id);
      const indices = unplayedIn((await loadCassette(listed.path)).interactions, transcripts);
      if (indices === null) {
        notes.push(`${file}: no run played its scenario to the end.`);
      } else if (indices.length > 0) {
        unused.push({ kind: 'interactions', file, path: listed.path, indices });
      }
    } else if (!isPartial) {
      unused.push({ kind: 'orphan', file, path: listed.path, scenario: listed.scenario.id });
    }
  }
  return { unused, notes };
}

/** The interactions that no whole replay asked for; null when there was none. */
function unplayedIn(
  interactions: readonly Interaction[],
  transcripts: readonly Transcript[],
): readonly number[] | null {
  const replays = transcripts.filter(isWholeReplay);
  if (replays.length === 0) {
    return null;
  }
  const unplayed = replays.map((transcript) => unplayedBy(interactions, transcript));
  return [...(unplayed[0] ?? [])].filter((index) => unplayed.every((indices) => indices.has(index)));
}

function isWholeReplay({ witness, faults }: Transcript): boolean {
  return isJsonObject(witness['llm']) && faults.every(({ code }) => code === 'unplayed_interaction');
}

/** Each call plays one interaction: the first that is left of those with its request. */
function unplayedBy(interactions: readonly Interaction[], { witness, steps }: Transcript): ReadonlySet<number> {
  const llm = witness['llm'];
  if (isJsonObject(llm) && llm['unplayed'] === 0) {
    return new Set();
  }
  const calls = steps.flatMap((step) => step.calls.map(wordsOfCall));
  const left = new Map<string, number>();
  for (const words of calls) {
    left.set(words, (left.get(words) ?? 0) + 1);
  }
  const unplayed = new Set<number>();
  for (const [index, interaction] of interactions.entries()) {
    const words = wordsOfInteraction(interaction);
    const count = left.get(words) ?? 0;
    if (count === 0) {
      unplayed.add(index);
    } else {
      left.set(words, count - 1);
    }
  }
  return unplayed;
}

function wordsOfCall({ provider, operation, model, request }: LlmCall): string {
  return JSON.stringify([provider, operation, model, redactJson(toJson(request))]);
}

function wordsOfInteraction({ request }: Interaction): string {
  const url = new URL(request.url);
  const provider = findProvider(url);
  const call =
    provider?.protocol.parseRequest(request.method, url, parseJsonBytes(decodeBody(request.body)) ?? null) ?? null;
  const unknown = { system: null, messages: [], maxTokens: null, temperature: null, stream: false };
  return JSON.stringify([
    provider?.name ?? url.host,
    call?.operation ?? `${request.method} ${url.pathname}`,
    call?.model ?? '',
    redactJson(toJson(call?.request ?? unknown)),
  ]);
}

function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
