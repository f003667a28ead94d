import type { Interaction } from './cassette.ts';
import { getKey } from './interaction-index.ts';

/**
 * The interactions with their ids: the request, and which repetition of it this is, so that an insertion renames nothing
 * else.
 */
export function numberInteractions(interactions: readonly Omit<Interaction, 'id'>[]): readonly Interaction[] {
  const counts = new Map<string, number>();
  return interactions.map((interaction) => {
    const key = getKey({ id: '', ...interaction });
    const repetition = (counts.get(key) ?? 0) + 1;
    counts.set(key, repetition);
    const { request, response, chunks, end } = interaction;
    return { id: `${key.slice(0, 12)}-${repetition}`, request, response, chunks, end };
  });
}
