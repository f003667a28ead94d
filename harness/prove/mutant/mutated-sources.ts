import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { applyEdits } from './apply-edits.ts';
import type { Mutant } from './mutant.ts';

/**
 * The text of every file that the edits change, by absolute path.
 *
 * @throws MutantStale
 */
export async function mutatedSources(
  { id, edits }: Pick<Mutant, 'id' | 'edits'>,
  config: string,
): Promise<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const edit of edits) {
    const path = resolve(dirname(config), edit.file);
    sources[path] = applyEdits(id, sources[path] ?? (await readFile(path, 'utf8')), [edit]);
  }
  return sources;
}
