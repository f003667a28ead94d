import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../errors/harness-error.ts';
import type { Proof } from '../prove/prove.ts';

const FILE = 'proof.json';

/** The file is not what `parity prove` wrote. */
export class ProofInvalid extends HarnessError {
  readonly code = 'PARITY_PROOF_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is no proof: ${problem}.`, { hint: 'Run it again: npx parity prove.', cause });
  }
}

const tier = z.object({
  total: z.number().int(),
  killed: z.number().int(),
  score: z.number(),
  lower95: z.number(),
});
const schema = z.object({
  schema: z.literal('ultra-parity/proof/v1'),
  exitCode: z.number().int(),
  tiers: z.object({ H: tier, C: tier, G: tier }),
  falsePositives: z.number().int(),
  mutants: z.array(z.looseObject({ id: z.string(), outcome: z.string() })),
});

/** What `parity prove` found, where it lies beside the evidence; undefined where it does not. Throws ProofInvalid. */
export async function loadProof(folder: string): Promise<Proof | undefined> {
  const path = join(folder, FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ProofInvalid(path, 'it cannot be read', error);
  }
  return parsed(path, text);
}

function parsed(path: string, text: string): Proof {
  try {
    const json: unknown = JSON.parse(text);
    schema.parse(json);
    return json as Proof;
  } catch (error) {
    throw new ProofInvalid(
      path,
      error instanceof SyntaxError ? 'it is not JSON, or was cut short' : 'it has another shape',
      error,
    );
  }
}
