import type { VolatilePlace } from '../api/volatile-place.ts';
import { decodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { IdBindings, type LinkedRequest, linkIds } from './linked-ids.ts';
import { hashRequest, hashRequestParts, type RequestShape, toCanonicalJson } from './request-key.ts';
import { replaceVolatile } from './volatile-places.ts';

export interface IndexedInteraction {
  readonly key: string;
  readonly interaction: Interaction;
  isPlayed: boolean;
}

/**
 * `linked ids`: the requests differ in ids that were made up for one run, which stand at the same places, or in what is
 * declared as volatile.
 */
export type MatchReason = 'exact' | 'linked ids';

export interface Match {
  readonly interaction: Interaction;
  readonly reason: MatchReason;
}

/**
 * Finds recorded interactions. Equal requests get their responses in the order of recording, each once; the order
 * between different requests does not matter.
 */
export class InteractionIndex {
  readonly entries: readonly IndexedInteraction[];
  readonly #byKey: ReadonlyMap<string, Queue>;
  readonly #volatile: readonly VolatilePlace[];
  readonly #bindings = new IdBindings();
  #byLinkedKey: ReadonlyMap<string, readonly LinkedEntry[]> | null = null;

  constructor(interactions: readonly Interaction[], volatile: readonly VolatilePlace[] = []) {
    this.#volatile = volatile;
    this.entries = interactions.map((interaction) => ({ key: getKey(interaction), interaction, isPlayed: false }));
    this.#byKey = new Map(
      [...Map.groupBy(this.entries, (entry) => entry.key)].map(([key, entries]) => [key, new Queue(entries)]),
    );
  }

  /** The next unplayed response to exactly this request, which then counts as played; null when there is none left. */
  take(key: string): Interaction | null {
    const entry = this.#byKey.get(key)?.next();
    if (entry === undefined) {
      return null;
    }
    entry.isPlayed = true;
    return entry.interaction;
  }

  /**
   * {@link take}, and when nothing is left, the next unplayed response to a request that differs in generated ids alone: one
   * whose ids agree with those of earlier matches before any other.
   */
  match(request: RequestShape & { readonly key: string }): Match | null {
    const exact = this.take(request.key);
    if (exact !== null) {
      return { interaction: exact, reason: 'exact' };
    }
    const { key, ids } = this.#link(request);
    const open = this.#linked(key).filter(({ entry }) => !entry.isPlayed);
    const chosen = open.find(({ linked }) => this.#bindings.accepts(linked.ids, ids)) ?? open[0];
    if (chosen === undefined) {
      return null;
    }
    chosen.entry.isPlayed = true;
    this.#bindings.bind(chosen.linked.ids, ids);
    return { interaction: chosen.entry.interaction, reason: 'linked ids' };
  }

  get unplayed(): readonly Interaction[] {
    return this.entries.filter((entry) => !entry.isPlayed).map((entry) => entry.interaction);
  }

  #link(request: RequestShape): LinkedRequest {
    return linkIds(replaceVolatile(request, this.#volatile));
  }

  /** Made at the first request that has no exact match: most cassettes never need it. */
  #linked(key: string): readonly LinkedEntry[] {
    this.#byLinkedKey ??= Map.groupBy(
      this.entries.map((entry) => ({ entry, linked: this.#link(toShape(entry.interaction)) })),
      ({ linked }) => linked.key,
    );
    return this.#byLinkedKey.get(key) ?? [];
  }
}

interface LinkedEntry {
  readonly entry: IndexedInteraction;
  readonly linked: LinkedRequest;
}

/** The responses to one request. What was played stays behind, so that thousands of equal requests cost no more than one. */
class Queue {
  readonly #entries: readonly IndexedInteraction[];
  #position = 0;

  constructor(entries: readonly IndexedInteraction[]) {
    this.#entries = entries;
  }

  next(): IndexedInteraction | undefined {
    while (this.#entries[this.#position]?.isPlayed) {
      this.#position += 1;
    }
    return this.#entries[this.#position];
  }
}

export function getKey({ request: { method, url, body } }: Interaction): string {
  const known = body.kind === 'json' ? toCanonicalJson(body.json) : null;
  return known === null
    ? hashRequest({ method, url, body: decodeBody(body) })
    : hashRequestParts({ method, url, content: known });
}

function toShape({ request: { method, url, body } }: Interaction): RequestShape {
  return { method, url, body: decodeBody(body) };
}
