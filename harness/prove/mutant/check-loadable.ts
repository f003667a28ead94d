import { extname } from 'node:path';
import { HarnessError } from '../../base/harness-error.ts';
import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import { isCarriedBy, type Mutant } from './mutant.ts';

/** What Node loads as a module, and hooks can change on its way. */
const MODULES = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];

/** A mutant would not be in the code that runs, so nothing that is seen would say anything about it. */
class MutantOutOfReach extends HarnessError {
  readonly code = 'PARITY_MUTANT_OUT_OF_REACH';
}

export type LoadableMutant = Pick<Mutant, 'id' | 'edits' | 'targets'>;

/**
 * Why changing modules as this process loads them does not put the edits into the code that runs: they change what is no
 * module, or a server in another process carries them. Undefined where it does.
 */
export function findLoadProblem(
  mutant: LoadableMutant,
  targets: readonly string[],
  config: Pick<ParityConfig, 'targets'>,
): string | undefined {
  const { id, edits } = mutant;
  const other = edits.find(({ file }) => !MODULES.includes(extname(file)));
  if (other !== undefined) {
    return `Mutant ${id} edits ${other.file}, which is read and not loaded as a module.`;
  }
  const elsewhere = targets
    .filter((name) => isCarriedBy(mutant, name))
    .find((name) => config.targets[name]?.traffic === 'gateway');
  if (elsewhere === undefined) {
    return undefined;
  }
  return `Mutant ${id} is carried by the target ${elsewhere}, whose server runs in another process.`;
}

/**
 * For who has no other way than to change modules.
 *
 * @throws MutantOutOfReach, before anything is run
 */
export function requireLoadable(
  mutants: readonly LoadableMutant[],
  targets: readonly string[],
  config: Pick<ParityConfig, 'targets'>,
): void {
  for (const mutant of mutants) {
    const why = findLoadProblem(mutant, targets, config);
    if (why !== undefined) {
      throw new MutantOutOfReach(why, {
        hint: `Only a copy of the project carries it: npx parity prove --mutants ${mutant.id}.`,
      });
    }
  }
}
