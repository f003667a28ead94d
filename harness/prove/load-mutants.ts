import { glob, readFile } from 'node:fs/promises';
import { dirname, join, matchesGlob, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../errors/harness-error.ts';
import { applyEdits } from './apply-edits.ts';
import type { Mutant } from './mutant.ts';

export class MutantsMissing extends HarnessError {
  readonly code = 'PARITY_MUTANTS_MISSING';
}

/** Every mutant below the folder whose id matches, in order of id. Throws MutantStale before anything is run. */
export async function loadMutants(config: string, folder: string, only: string | undefined): Promise<Mutant[]> {
  const root = dirname(config);
  const mutants: Mutant[] = [];
  for await (const file of glob('**/*.mutant.ts', { cwd: resolve(root, folder) })) {
    const path = join(resolve(root, folder), file);
    const { mutant } = (await import(pathToFileURL(path).href)) as { readonly mutant?: Mutant };
    if (mutant === undefined)
      throw new MutantsMissing(`${path} exports no \`mutant\`.`, {
        hint: 'export const mutant = defineMutant({ ... })',
      });
    if (only === undefined || matchesGlob(mutant.id, only)) mutants.push(mutant);
  }
  if (mutants.length === 0) {
    throw new MutantsMissing(`No mutant in ${folder} matches.`, { hint: 'Without --mutants, all of them are run.' });
  }
  for (const mutant of mutants) await checkEdits(mutant, root);
  return mutants.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function checkEdits(mutant: Mutant, root: string): Promise<void> {
  for (const edit of mutant.edits) applyEdits(mutant.id, await readFile(resolve(root, edit.file), 'utf8'), [edit]);
}
