import { glob, readFile } from 'node:fs/promises';
import { dirname, join, matchesGlob, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../../base/harness-error.ts';
import { applyEdits } from './apply-edits.ts';
import type { BenignMutant, Mutant } from './mutant.ts';

export class MutantsMissing extends HarnessError {
  readonly code = 'PARITY_MUTANTS_MISSING';
}

export interface Catalogue {
  readonly mutants: readonly Mutant[];
  readonly benign: readonly BenignMutant[];
}

/**
 * Every mutant below the folder whose id is wanted, in order of id.
 *
 * @throws MutantStale before anything is run, and MutantsMissing for a file without one or an id that is given twice
 */
export async function loadMutants(config: string, folder: string, wants: (id: string) => boolean): Promise<Catalogue> {
  const root = dirname(config);
  const all: (Mutant | BenignMutant)[] = [];
  for await (const file of glob('**/*.mutant.ts', { cwd: resolve(root, folder) })) {
    const path = join(resolve(root, folder), file);
    const { mutant } = (await import(pathToFileURL(path).href)) as { readonly mutant?: Mutant | BenignMutant };
    if (mutant === undefined) {
      throw new MutantsMissing(`${path} exports no \`mutant\`.`, {
        hint: 'export const mutant = defineMutant({ ... })',
      });
    }
    all.push(mutant);
  }
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) {
    throw new MutantsMissing(`Two mutants have the id ${twice.id}.`, { hint: 'Give one of them another id.' });
  }
  for (const mutant of all) {
    await checkEdits(mutant, root);
  }
  const wanted = all.filter(({ id }) => wants(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    mutants: wanted.flatMap((mutant) => ('benign' in mutant ? [] : [mutant])),
    benign: wanted.flatMap((mutant) => ('benign' in mutant ? [mutant] : [])),
  };
}

/** Whether `--mutants` names this one. */
export function matchesId(id: string, only: string | undefined): boolean {
  return only === undefined || matchesGlob(id, only);
}

async function checkEdits(mutant: Mutant | BenignMutant, root: string): Promise<void> {
  for (const edit of mutant.edits) {
    applyEdits(mutant.id, await readFile(resolve(root, edit.file), 'utf8'), [edit]);
  }
}
