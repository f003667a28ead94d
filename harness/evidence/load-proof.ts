import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../base/harness-error.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { type Proof, proofSchema } from './proof.ts';
import { describeProblem } from './schema.ts';

/** The file is not what `parity prove` wrote. */
class ProofInvalid extends HarnessError {
  readonly code = 'PARITY_PROOF_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is not a valid proof: ${problem}.`, {
      hint: 'Prove again with this version: npx parity prove. Without a proof, take the file away.',
      cause,
    });
  }
}

/** Where a proof may lie beside evidence: copied there, or where `parity prove` leaves it by default. The first counts. */
const PLACES = ['proof.json', 'prove/proof.json'] as const;

/** The path of the proof below an evidence folder, with `/` on every system; undefined where there is none. */
export function findProof(folder: string): string | undefined {
  return PLACES.find((place) => existsSync(join(folder, place)));
}

/** Writes a proof into the folder, where it is found again. */
export async function saveProof(folder: string, proof: Proof): Promise<void> {
  await writeAtomically(join(folder, PLACES[0]), `${JSON.stringify(proof, null, 2)}\n`);
}

/**
 * The proof that lies beside evidence; undefined where there is none.
 *
 * @throws ProofInvalid
 */
export async function loadProofBeside(folder: string): Promise<Proof | undefined> {
  const place = findProof(folder);
  return place === undefined ? undefined : await loadProof(join(folder, place));
}

/**
 * Reads a `proof.json`.
 *
 * @throws ProofInvalid, which names the place where it is not one
 */
export async function loadProof(path: string): Promise<Proof> {
  const parsed = proofSchema.safeParse(await readJson(path));
  if (parsed.success) {
    return parsed.data;
  }

  throw new ProofInvalid(path, describeProblem(parsed.error));
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ProofInvalid(path, 'it cannot be read', cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProofInvalid(path, 'it is not JSON, or was cut short', cause);
  }
}
