import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModuleVersions } from '../prove/bench/module-versions.ts';
import type { CodeVersion } from '../prove/bench/protocol.ts';
import { loadMutants, MutantsMissing } from '../prove/mutant/load-mutants.ts';
import { isCarriedBy, type Mutant } from '../prove/mutant/mutant.ts';
import { mutatedSources } from '../prove/mutant/mutated-sources.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';

const HARNESS = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const AS_IT_IS: CodeVersion = { id: 'as-it-is', sources: {} };

/** Mutants in the code of this process, one at a time, on the targets that carry them. */
export class SeededBugs {
  readonly #config: string;
  readonly #versions: ModuleVersions;

  constructor(path: string, config: ParityConfig) {
    const root = dirname(path);
    this.#config = path;
    this.#versions = new ModuleVersions({ root, shared: [HARNESS, resolve(root, config.scenarios)] });
  }

  /**
   * What to call before a target is loaded, so that it carries the bug.
   *
   * @throws MutantStale
   */
  async seed(mutant: Mutant): Promise<(target: string) => void> {
    const changed: CodeVersion = { id: mutant.id, sources: await mutatedSources(mutant, this.#config) };
    return (target) => this.#versions.use(isCarriedBy(mutant, target) ? changed : AS_IT_IS);
  }

  /** From now on, the code is loaded as it is. */
  leave(): void {
    this.#versions.use(AS_IT_IS);
  }
}

/**
 * The mutants whose id is wanted.
 *
 * @throws MutantsMissing and MutantStale
 */
export async function selectMutants(
  path: string,
  config: ParityConfig,
  wants: { readonly what: string; readonly matches: (id: string) => boolean },
): Promise<readonly Mutant[]> {
  const { mutants } = await loadMutants(path, config.mutants ?? '.', wants.matches);
  if (mutants.length > 0) {
    return mutants;
  }
  throw new MutantsMissing(`There is no mutant ${wants.what}.`, { hint: 'npx parity prove names them all.' });
}
