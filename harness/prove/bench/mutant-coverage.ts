import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Edit, Mutant } from '../mutant/mutant.ts';
import type { Probe } from './protocol.ts';

/**
 * Where the edits of a mutant begin, where they begin and end to differ from the code, and where they end. What stands behind
 * an `await` that throws counts as never run, so the place that differs does not say it alone.
 */
export interface MutantProbes {
  readonly mutant: string;
  readonly probes: readonly Probe[];
}

/** The probes of each mutant. A stale edit has none: it is refused elsewhere. */
export async function findProbes(
  mutants: readonly Pick<Mutant, 'id' | 'edits'>[],
  config: string,
): Promise<readonly MutantProbes[]> {
  return await Promise.all(
    mutants.map(async ({ id, edits }) => {
      const probes = await Promise.all(edits.map((edit) => findEditProbes(edit, dirname(config))));
      return { mutant: id, probes: probes.flat() };
    }),
  );
}

async function findEditProbes({ file, find, replace }: Edit, root: string): Promise<Probe[]> {
  const path = resolve(root, file);
  const at = (await readFile(path, 'utf8')).indexOf(find);
  const same = [...find].findIndex((_, index) => find[index] !== replace[index]);
  const first = same === -1 ? find.length : same;
  const rest = find.length - first;
  let tail = 0;
  while (tail < rest && tail < replace.length - first && find.at(-1 - tail) === replace.at(-1 - tail)) {
    tail += 1;
  }
  const offsets = new Set([0, first, find.length - tail, find.length - 1]);
  return [...offsets].map((offset) => ({ path, offset: at + offset }));
}

/** One scenario on one target. */
export function formatCell(scenario: string, target: string): string {
  return `${scenario} ${target}`;
}

/** Which cells ran a probe of which mutant, on the code as it is. */
export class MutantCoverage {
  readonly #cells: ReadonlyMap<string, ReadonlySet<string> | undefined>;

  /** @param findCells the cells that ran a probe, by its place in the flat list of the probes of all mutants */
  constructor(mutants: readonly MutantProbes[], findCells: (probe: number) => readonly string[]) {
    let next = 0;
    this.#cells = new Map(
      mutants.map(({ mutant, probes }) => {
        const own = probes.map((_, index) => findCells(next + index));
        next += probes.length;
        // Code that is run while a file is loaded is seen in no cell, and changes all of them.
        const isSeen = own.length > 0 && own.every((cells) => cells.length > 0);
        return [mutant, isSeen ? new Set(own.flat()) : undefined];
      }),
    );
  }

  /** Whether a mutant may change what a cell does. True where it is unknown. */
  mayChange(mutant: string, cell: string): boolean {
    return this.#cells.get(mutant)?.has(cell) ?? true;
  }
}
