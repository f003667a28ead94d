import { z } from 'zod';
import { EXIT } from '../base/exit-codes.ts';
import { coverageSchema } from './coverage.ts';
import { divergenceSchema } from './divergence.ts';
import { shardSchema, targetRecordSchema } from './manifest.ts';
import { countSchema, list, object, record } from './schema.ts';

export const verdictWordSchema = z.enum(['equivalent', 'divergent', 'inconclusive']);

export type VerdictWord = z.infer<typeof verdictWordSchema>;

export const scenarioVerdictSchema = object({
  id: z.string(),
  title: z.string(),
  verdict: verdictWordSchema,
  /** Milliseconds on each target that ran it. */
  durationMs: record(z.number()),
});

export type ScenarioVerdict = z.infer<typeof scenarioVerdictSchema>;

/** Why a verdict is inconclusive. `code` is stable; `hint` is the next step. */
export const reasonSchema = object({
  code: z.string(),
  scenario: z.string().nullable(),
  target: z.string().nullable(),
  message: z.string(),
  hint: z.string(),
});

export type Reason = z.infer<typeof reasonSchema>;

/** Each target against itself. What differs here is noise, and says nothing about the other target. */
export const controlSchema = object({
  /** How many pairs of transcripts were compared. */
  pairs: countSchema,
  /** Between a target and itself: both names are the same. They are no divergences of the run. */
  divergences: list(divergenceSchema),
  /** Scenarios that one of the two attempts left without a transcript. */
  unpaired: list(object({ scenario: z.string(), target: z.string() })),
});

export type Control = z.infer<typeof controlSchema>;

/** How much of the suite a verdict is on. */
export const scopeSchema = object({
  /** `partial`: scenarios were selected, or shards are missing. */
  kind: z.enum(['whole', 'partial']),
  /** The glob that narrowed the run. */
  selection: z.string().exactOptional(),
  /** The shards that were run, where others are missing. */
  shards: list(shardSchema).exactOptional(),
  /** How many scenarios were judged, of how many that the suite has. */
  scenarios: countSchema,
  of: countSchema,
});

export type Scope = z.infer<typeof scopeSchema>;

/** By the ids of divergences. */
export const baselineChangesSchema = object({
  /** The run that the earlier verdict was on. */
  runId: z.string(),
  new: list(z.string()),
  persisting: list(z.string()),
  fixed: list(z.string()),
});

export type BaselineChanges = z.infer<typeof baselineChangesSchema>;

const verdict = {
  schema: z.literal('ultra-parity/verdict/v1'),
  verdict: verdictWordSchema,
  counts: object({
    scenarios: countSchema,
    steps: countSchema,
    targets: countSchema,
    divergences: countSchema,
    waived: countSchema,
  }),
  scope: scopeSchema,
  targets: list(targetRecordSchema),
  scenarios: list(scenarioVerdictSchema),
  divergences: list(divergenceSchema),
  coverage: coverageSchema,
  reasons: list(reasonSchema),
  /** The run that was judged. */
  runId: z.string().exactOptional(),
  /** What a target compared with itself showed; absent where that was not tried. */
  control: controlSchema.exactOptional(),
  /** What changed since an earlier verdict; absent where none was given. */
  baseline: baselineChangesSchema.exactOptional(),
};

export const verdictSchema = object(verdict);

/** What the evidence shows. */
export type Verdict = z.infer<typeof verdictSchema>;

/** What `--json` prints and `report.json` holds: the verdict, and the exit code that the shell gets for it. */
export const verdictReportSchema = object({ ...verdict, exitCode: z.literal(Object.values(EXIT)) });

export type VerdictReport = z.infer<typeof verdictReportSchema>;

/** What of a `report.json` a later verdict is compared with. Reports of other versions can be read this far. */
export const baselineSchema = z.object({
  schema: verdict.schema,
  runId: z.string().min(1),
  divergences: list(z.object({ id: z.string().min(1), scenario: z.string() }).readonly()),
  coverage: z
    .object({
      cells: z
        .object({ list: list(z.object({ id: z.string(), exempt: z.unknown().optional() }).readonly()) })
        .exactOptional(),
    })
    .exactOptional(),
});

/** An earlier verdict. */
export type Baseline = Readonly<z.infer<typeof baselineSchema>>;
