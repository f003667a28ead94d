import { readFile } from 'node:fs/promises';
import { readBlobs } from './blob-store.ts';
import type { Cassette } from './cassette.ts';
import { parseCassetteUnchecked } from './parse-cassette.ts';
import { withBody } from './wire-layer.ts';

/** What became of a cassette whose answers a person edited. */
export interface RepairedCassette {
  readonly cassette: Cassette;
  /** The ids of the interactions whose pieces were made anew, to fit the body. */
  readonly repaired: readonly string[];
}

/**
 * Reads a cassette and takes the readable bodies for the truth: where the pieces on the wire do not fit any more, they
 * are made anew, one for each event of a stream. Saving the result writes new checksums.
 *
 * @throws PARITY_CASSETTE_INVALID for anything else that is wrong
 */
export async function repairCassette(path: string): Promise<RepairedCassette> {
  const { cassette, misfits } = parseCassetteUnchecked(await readFile(path, 'utf8'), {
    path,
    blobs: await readBlobs(path),
  });
  const broken = new Set(misfits.map(({ index }) => index));
  const interactions = cassette.interactions.map((interaction, index) =>
    broken.has(index) ? withBody(interaction, interaction.response.body) : interaction,
  );
  return {
    cassette: { ...cassette, interactions },
    repaired: interactions.filter((_, index) => broken.has(index)).map(({ id }) => id),
  };
}
