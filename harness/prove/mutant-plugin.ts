import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';
import { applyEdits } from './apply-edits.ts';
import type { Mutant } from './mutant.ts';

/** Changes the code under test as it is loaded. The files on the disk stay as they are. */
export function mutantPlugin(mutant: Mutant, config: string): Plugin {
  const root = dirname(config);
  const files = new Set(mutant.edits.map(({ file }) => resolve(root, file)));
  return {
    // The name is part of the cache key of a module: two mutants must never share one.
    name: `ultra-parity:mutant:${mutant.id}`,
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0] ?? id;
      if (!files.has(path)) return undefined;
      const edits = mutant.edits.filter(({ file }) => resolve(root, file) === path);
      return { code: applyEdits(mutant.id, code, edits), map: null };
    },
  };
}
