import type { EvidenceFault } from '../../evidence/evidence-fault.ts';

/** The faults of a playback, each once: a request that is tried again and again is one fault. */
export class FaultLog {
  readonly #faults = new Map<string, EvidenceFault>();

  add(fault: EvidenceFault): void {
    this.#faults.set(`${fault.code} ${fault.message}`, fault);
  }

  get faults(): readonly EvidenceFault[] {
    return [...this.#faults.values()];
  }
}
