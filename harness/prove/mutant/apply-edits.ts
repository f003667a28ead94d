import { HarnessError } from '../../base/harness-error.ts';
import type { Edit } from './mutant.ts';

/** The text that a mutant replaces is not there exactly once: the code has moved on, and the mutant proves nothing. */
export class MutantStale extends HarnessError {
  readonly code = 'PARITY_MUTANT_STALE';

  constructor(mutant: string, { file, find }: Edit, count: number) {
    super(`Mutant ${mutant} is stale: its text occurs ${count} times in ${file}:\n${find}`, {
      hint: 'Bring its edit up to date with the code: the text must occur exactly once.',
    });
  }
}

/**
 * The code with the edits applied.
 *
 * @throws MutantStale
 */
export function applyEdits(mutant: string, code: string, edits: readonly Edit[]): string {
  return edits.reduce((text, edit) => {
    const parts = text.split(edit.find);
    if (parts.length !== 2) {
      throw new MutantStale(mutant, edit, parts.length - 1);
    }
    return parts.join(edit.replace);
  }, code);
}
