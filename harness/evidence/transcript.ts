import { z } from 'zod';
import { evidenceFaultSchema } from './evidence-fault.ts';
import { jsonObjectSchema, list, object } from './schema.ts';
import { ownChannelsSchema, stepSchema, tablesSchema } from './step.ts';

export const scenarioIdentitySchema = object({
  /** Path of the scenario file below its root and a slug of the title: `accounts/login/refuses-a-wrong-password`. */
  id: z.string().min(1),
  title: z.string(),
  /** Relative to the project, for people. */
  file: z.string(),
});

export type ScenarioIdentity = z.infer<typeof scenarioIdentitySchema>;

/** The version of transcripts that is written and read. Each change of what a transcript may hold makes a new one. */
export const TRANSCRIPT_SCHEMA = 'ultra-parity/transcript/v2';

/**
 * What one scenario did on one target: plain JSON, complete enough that the verdict can be computed again from it on
 * another machine. Secrets are replaced before a transcript exists.
 */
export const transcriptSchema = object({
  schema: z.literal(TRANSCRIPT_SCHEMA),
  scenario: scenarioIdentitySchema,
  target: z.string().min(1),
  /** What the target says it is (`mode`, `database`...). A value in an observation that equals its fact is no divergence. */
  facts: jsonObjectSchema,
  steps: list(stepSchema),
  /** Rows after the last step, as logical tables; null where the target has none or never started. */
  tables: tablesSchema.nullable(),
  /** What the project's own channels showed after the last step. */
  channels: ownChannelsSchema.exactOptional(),
  faults: list(evidenceFaultSchema),
  /** What the target proved to be while this scenario ran. */
  witness: jsonObjectSchema,
  durationMs: z.number(),
});

export type Transcript = z.infer<typeof transcriptSchema>;
