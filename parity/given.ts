import { z } from 'zod';
import type { JsonObject } from '#harness/observe/json.ts';
import { LLM_ERROR_KINDS, PROVIDERS } from '#server/ports/llm-provider.ts';

const fault = z.strictObject({
  kind: z.enum(LLM_ERROR_KINDS),
  times: z.int().positive().exactOptional(),
  retryAfterMs: z.int().nonnegative().exactOptional(),
});

const given = z.strictObject({
  /** Providers that fail, and how. */
  llm: z.partialRecord(z.enum(PROVIDERS), fault).exactOptional(),
  /** What is wrong with the database that the server is told to use. */
  database: z.enum(['authentication', 'missing-database', 'unreachable']).exactOptional(),
});

/** The circumstances that a scenario of this project can ask for. Every target brings them about in its own way. */
export type Given = z.infer<typeof given>;

/** Throws z.ZodError: a misspelt circumstance must not become "none". */
export function parseGiven(value: JsonObject): Given {
  return given.parse(value);
}
