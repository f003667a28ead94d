import { decodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { requestKey } from './request-key.ts';

export interface IndexedInteraction {
  readonly key: string;
  readonly interaction: Interaction;
  isPlayed: boolean;
}

/**
 * Finds recorded interactions. Equal requests get their answers in the order of recording, each answer once; the order
 * between different requests does not matter.
 */
export class InteractionIndex {
  readonly entries: readonly IndexedInteraction[];
  readonly #byKey: ReadonlyMap<string, readonly IndexedInteraction[]>;

  constructor(interactions: readonly Interaction[]) {
    this.entries = interactions.map((interaction) => ({ key: keyOf(interaction), interaction, isPlayed: false }));
    this.#byKey = Map.groupBy(this.entries, (entry) => entry.key);
  }

  /** The next unplayed answer to this request, which then counts as played; null when there is none left. */
  take(key: string): Interaction | null {
    const entry = this.#byKey.get(key)?.find((candidate) => !candidate.isPlayed);
    if (entry === undefined) return null;
    entry.isPlayed = true;
    return entry.interaction;
  }

  get unplayed(): readonly Interaction[] {
    return this.entries.filter((entry) => !entry.isPlayed).map((entry) => entry.interaction);
  }
}

export function keyOf(interaction: Interaction): string {
  const { method, url, body } = interaction.request;
  return requestKey({ method, url, body: decodeBody(body) });
}
