import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { describeUserError } from './call-site.ts';

export interface TargetPartsOptions {
  readonly target: string;
  /** The folder of the project. */
  readonly root: string;
  /** Where faults are added. */
  readonly faults: EvidenceFault[];
}

/** Calls the parts that a project gives to a target. One that throws is a fault with its message and place. */
export class TargetParts {
  readonly #options: TargetPartsOptions;

  constructor(options: TargetPartsOptions) {
    this.#options = options;
  }

  /** What the part gives; undefined where it gives nothing or throws. */
  async call<T>(part: string, call: () => Promise<T> | T): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      const { target, root, faults } = this.#options;
      faults.push({
        code: 'target_failed',
        message: `${part} of the target ${target} failed: ${describeUserError(error, root)}`,
        hint: readHint(error) ?? `Look at ${part} of the target in the parity configuration.`,
      });
      return undefined;
    }
  }
}

function readHint(error: unknown): string | undefined {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string' && error.hint !== ''
    ? error.hint
    : undefined;
}
