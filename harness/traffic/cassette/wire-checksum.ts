import { createHash } from 'node:crypto';
import type { Chunk } from './cassette.ts';

/**
 * Ties the readable body of an answer to the pieces in which it came. SHA-256 of the body's bytes and the lengths of the
 * pieces, the first 16 hex digits. null where there is at most one piece, which says nothing that the body does not.
 */
export function wireChecksum(body: Uint8Array, chunks: readonly Chunk[]): string | null {
  if (chunks.length < 2) {
    return null;
  }
  const lengths = chunks.map(([, length]) => length).join(' ');
  return createHash('sha256').update(body).update(`\n${lengths}`).digest('hex').slice(0, 16);
}
