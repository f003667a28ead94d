import type { ControlResult, Proof } from '../../../evidence/proof.ts';
import { FLOORS } from '../../../prove/score.ts';
import type { DivergenceRow } from './divergences.ts';
import { listFindings } from './list-findings.ts';

/** A proof, with the findings of its controls cut into what they share and what they do not. */
export interface ProofData extends Omit<Proof, 'controls'> {
  /** What each tier must reach, 0 to 1. */
  readonly floors: Readonly<Record<string, number>>;
  readonly controls: readonly ControlData[];
}

export interface ControlData extends Omit<ControlResult, 'findings'> {
  readonly findings: readonly DivergenceRow[];
}

export function summariseProof(proof: Proof): ProofData {
  return {
    ...proof,
    floors: FLOORS,
    controls: proof.controls.map((control) => ({ ...control, findings: listFindings(control.findings) })),
  };
}
