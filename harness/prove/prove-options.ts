import type { Shard } from '../evidence/manifest.ts';

export interface ProveOptions {
  /** A glob over the ids of mutants; all of them, and the controls, when undefined. */
  readonly only: string | undefined;
  /** Which of several machines this is: every n-th mutant of the catalogue is its own. */
  readonly shard: Shard | undefined;
}
