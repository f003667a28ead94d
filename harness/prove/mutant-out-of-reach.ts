import { extname } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { ParityConfig } from '../scenario/parity-config.ts';
import type { Mutant } from './mutant.ts';

/** What Node loads as a module, and the hooks of the bench can change on its way. */
const MODULES = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];

/** A mutant would not be in the code that runs, so nothing that is seen would say anything about it. */
class MutantOutOfReach extends HarnessError {
  readonly code = 'PARITY_MUTANT_OUT_OF_REACH';
}

/**
 * Refuses, before anything is run, edits of what is no module and targets whose server is another process. Throws
 * MutantOutOfReach.
 */
export function refuseOutOfReach(
  mutants: readonly Pick<Mutant, 'id' | 'edits'>[],
  targets: readonly string[],
  config: Pick<ParityConfig, 'targets'>,
): void {
  const [elsewhere] = targets.filter((name) => config.targets[name]?.traffic === 'gateway');
  if (elsewhere !== undefined) {
    throw new MutantOutOfReach(
      `The server of the target ${elsewhere} runs in another process, which no mutant reaches.`,
      {
        hint: 'Name targets whose server runs in this process: --target mock,real.',
      },
    );
  }
  for (const { id, edits } of mutants) {
    const other = edits.find(({ file }) => !MODULES.includes(extname(file)));
    if (other !== undefined) {
      throw new MutantOutOfReach(`Mutant ${id} edits ${other.file}, which is read and not loaded as a module.`, {
        hint: 'Edit the code that reads it: a statement after a migration does what another migration would have done.',
      });
    }
  }
}
