import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModuleVersions } from '../prove/bench/module-versions.ts';
import type { CodeVersion } from '../prove/bench/protocol.ts';
import { loadMutants, MutantsMissing } from '../prove/load-mutants.ts';
import { mutatedSources } from '../prove/mutated-sources.ts';
import type { ParityConfig } from '../scenario/parity-config.ts';

const HARNESS = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const AS_IT_IS: CodeVersion = { id: 'as-it-is', sources: {} };

/** A mutant in the code of this process, on the targets that carry it. */
export interface SeededBug {
  /** From now on, this target is loaded. */
  readonly use: (target: string) => void;
}

/** Seeds a bug that is known, to see whether exploring finds it. Throws MutantsMissing and MutantStale. */
export async function seedBug(path: string, config: ParityConfig, id: string): Promise<SeededBug> {
  const root = dirname(path);
  const { mutants } = await loadMutants(path, config.mutants ?? '.', (one) => one === id);
  const [mutant] = mutants;
  if (mutant === undefined) {
    throw new MutantsMissing(`There is no mutant ${id}.`, { hint: 'npx parity prove names them all.' });
  }
  const changed: CodeVersion = { id, sources: await mutatedSources(mutant, path) };
  const versions = new ModuleVersions({ root, shared: [HARNESS, resolve(root, config.scenarios)] });
  return {
    use: (target) => versions.use(mutant.targets?.includes(target) === false ? AS_IT_IS : changed),
  };
}
