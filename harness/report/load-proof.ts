import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ProofInvalid } from '../release/load-proof.ts';

const proofSchema = z.object({
  schema: z.literal('ultra-parity/proof/v1'),
  tiers: z.record(
    z.string(),
    z.object({ total: z.number(), killed: z.number(), score: z.number(), lower95: z.number() }),
  ),
  falsePositives: z.number(),
  mutants: z.array(
    z.object({
      id: z.string(),
      tier: z.string(),
      title: z.string().default(''),
      outcome: z.string(),
      killedBy: z.array(z.string()).default([]),
    }),
  ),
  smokeSet: z.array(z.string()).default([]),
});

/** What a report shows of `proof.json`, which `parity prove` writes. */
export type ProofRecord = z.infer<typeof proofSchema>;

/** Reads `proof.json`. Throws ProofInvalid. */
export async function loadProof(path: string): Promise<ProofRecord> {
  const parsed = proofSchema.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;

  const [issue] = parsed.error.issues;
  throw new ProofInvalid(path, `at /${issue?.path.join('/') ?? ''} ${issue?.message ?? 'it has another shape'}`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ProofInvalid(path, 'it cannot be read, or is not JSON', error);
  }
}
