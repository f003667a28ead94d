import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What a policy file says (YAML). What is left out is not asked for; an equivalent verdict always is. */
export const policySchema = z.strictObject({
  schema: z.literal('ultra-parity/policy/v1'),
  /** Targets that must have been compared. */
  targets: z.array(z.string().min(1)).default([]),
  /** What targets must have proved to be: each value must be among what was witnessed at the place. */
  witness: z
    .array(
      z.strictObject({
        target: z.string().min(1),
        /** RFC 6901, below the witness of the target. */
        pointer: z.string().startsWith('/'),
        /** All of them: the axes of a matrix, such as versions of Postgres. */
        includes: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
      }),
    )
    .default([]),
  /** Evidence of a part of the suite is enough: of `--scenario`, or of some of the shards. */
  allowPartial: z.boolean().default(false),
  /** A target against itself must have been compared too. */
  control: z.boolean().default(false),
  /** The smallest share of the required cells that must have evidence, 0 to 1. */
  coverage: share.optional(),
  /** How many cells must be covered at least, exempt ones aside: fewer means that the OpenAPI document demands less. */
  requiredCells: z.number().int().positive().optional(),
  /** The smallest share of the mutants of a tier that must have been killed, 0 to 1. */
  sensitivity: z.partialRecord(z.enum(['H', 'C', 'G']), share).optional(),
  cassettes: z
    .strictObject({
      /** Days from recording to the run. */
      maxAgeDays: z.number().int().positive().optional(),
      /** Where recordings may come from: `live`, `stand-in`, `import:<format>`. */
      sources: z.array(z.string().min(1)).min(1).optional(),
    })
    .optional(),
  /** The most divergences that may be approved instead of fixed. */
  waived: z.number().int().min(0).optional(),
  /** Every change of the code under test must be committed. */
  cleanCommit: z.boolean().default(false),
  signatures: z
    .strictObject({
      /** PEM files with public keys, relative to the policy. */
      keys: z.array(z.string().min(1)).min(1),
      /** How many of these keys must have signed. */
      required: z.number().int().positive().default(1),
    })
    .optional(),
});

/** The terms of a release. */
export type Policy = z.infer<typeof policySchema>;
