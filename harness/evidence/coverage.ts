import { z } from 'zod';
import { countSchema, list, object, record } from './schema.ts';

/** One endpoint that the scenarios reached, and the statuses that each target answered with. */
export const endpointCoverageSchema = object({
  method: z.string(),
  /** Identifiers are shown as `:id`. */
  path: z.string(),
  statuses: record(list(z.number())),
});

export type EndpointCoverage = z.infer<typeof endpointCoverageSchema>;

const cell = {
  /** `POST /api/analyze valid 200 openai`. */
  id: z.string(),
  /** `POST /api/analyze`, with parameters as `{id}`. */
  route: z.string(),
  /** `public`, `anonymous`, `valid`, or what is wrong with the credential. */
  access: z.string(),
  /** A status, with the code of the problem where access is refused. */
  outcome: z.string(),
  /** Where the route asks models. */
  provider: z.string().exactOptional(),
};

/** One thing that must be seen on every target: who asks what, and what comes of it. */
export const cellSchema = object(cell);

export type Cell = z.infer<typeof cellSchema>;

/** A cell, and where it was seen. */
export const cellCoverageSchema = object({
  ...cell,
  targets: record(z.enum(['covered', 'missing'])),
  /** Why it does not have to be seen. */
  exempt: object({ owner: z.string(), reason: z.string() }).exactOptional(),
});

export type CellCoverage = z.infer<typeof cellCoverageSchema>;

export const coveredCellsSchema = object({
  /** How many must be seen on every target. */
  required: countSchema,
  /** How many of those were. */
  covered: countSchema,
  /** How many more were not seen, and need not be. */
  exempt: countSchema,
  list: list(cellCoverageSchema),
});

export type CoveredCells = z.infer<typeof coveredCellsSchema>;

/** A response that the OpenAPI document does not describe, with the scenarios that showed it. */
export const undocumentedAnswerSchema = object({
  /** `GET /api/thing` */
  route: z.string(),
  status: z.number(),
  problem: z.enum(['operation', 'status']),
  targets: list(z.string()),
  scenarios: list(z.string()),
});

export type UndocumentedAnswer = z.infer<typeof undocumentedAnswerSchema>;

/** How much of what can happen was seen. */
export const coverageSchema = object({
  endpoints: list(endpointCoverageSchema),
  /** Where the project names an OpenAPI document. */
  cells: coveredCellsSchema.exactOptional(),
  /** Responses that the document does not describe. */
  unknown: list(undocumentedAnswerSchema).exactOptional(),
});

export type Coverage = z.infer<typeof coverageSchema>;
