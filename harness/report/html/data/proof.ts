import type { ControlResult, MutantResult, Proof } from '../../../evidence/proof.ts';
import { FLOORS } from '../../../evidence/proof.ts';
import { describePlace } from './channels.ts';
import type { DivergenceRow } from './divergences.ts';
import { listFindings } from './list-findings.ts';

/** A proof, with the findings of its controls cut into what they share and what they do not. */
export interface ProofData extends Omit<Proof, 'controls' | 'mutants'> {
  /** What each tier must reach, 0 to 1. */
  readonly floors: Readonly<Record<string, number>>;
  readonly controls: readonly ControlData[];
  readonly mutants: readonly MutantData[];
}

export interface MutantData extends Omit<MutantResult, 'caught'> {
  readonly caught: readonly (MutantResult['caught'][number] & {
    /** Where it was caught, for people. */
    readonly place: string;
  })[];
}

export interface ControlData extends Omit<ControlResult, 'findings'> {
  readonly findings: readonly DivergenceRow[];
}

export function summariseProof(proof: Proof): ProofData {
  return {
    ...proof,
    floors: FLOORS,
    mutants: proof.mutants.map((mutant) => ({
      ...mutant,
      caught: mutant.caught.map((one) => ({ ...one, place: describePlace(one) })),
    })),
    controls: proof.controls.map((control) => ({ ...control, findings: listFindings(control.findings) })),
  };
}
