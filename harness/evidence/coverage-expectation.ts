import { z } from 'zod';
import { countSchema, list, object, record } from './schema.ts';

export const expectedOperationSchema = object({
  /** In capitals. */
  method: z.string(),
  /** As the document has it: `/api/analyses/{id}`. */
  path: z.string(),
  isProtected: z.boolean(),
  /** Every status that is documented. */
  statuses: list(countSchema),
  /** Every code that the document gives for 401 and that tells an access state. */
  refusals: list(z.string()),
  /** The providers whose models it asks. */
  providers: list(z.string()),
});

export type ExpectedOperation = z.infer<typeof expectedOperationSchema>;

/** Cells that cannot be seen, and the person who says so. */
export const exemptionSchema = object({
  /** Names of cells, where `*` stands for any text: `* 500`. */
  cells: z.string(),
  owner: z.string(),
  reason: z.string(),
});

export type Exemption = z.infer<typeof exemptionSchema>;

/**
 * What must be seen of an API before a run of the whole suite says anything: distilled from the OpenAPI document of the
 * project, and kept in the evidence, because the verdict is computed again from there.
 */
export const coverageExpectationSchema = object({
  operations: list(expectedOperationSchema),
  /** Request headers that carry a credential, in lower case. */
  credentials: list(z.string()),
  /** What the `code` of a 401 says about the caller: `{ token_expired: 'expired' }`. */
  accessStates: record(z.string()),
  unreachable: list(exemptionSchema),
});

export type CoverageExpectation = z.infer<typeof coverageExpectationSchema>;
