import { z } from 'zod';
import { coverageExpectationSchema } from './coverage-expectation.ts';
import { evidenceFaultSchema } from './evidence-fault.ts';
import { ruleSchema } from './rule.ts';
import { jsonObjectSchema, list, object, sha256Schema } from './schema.ts';
import { scenarioIdentitySchema } from './transcript.ts';
import { waiverSchema } from './waiver.ts';

/** Which code was tested, as the command line found it. */
export const sourceStateSchema = object({
  /** The commit that was checked out; null where there is no git. */
  commit: z.string().nullable(),
  /** Whether there were changes that are not committed. */
  isDirty: z.boolean(),
  /** SHA-256 of those changes; null where there are none. */
  changes: z.string().nullable(),
  /** SHA-256 of the lock file of the packages; null where there is none. */
  lockfile: z.string().nullable(),
});

export type SourceState = z.infer<typeof sourceStateSchema>;

/** Which of several machines this is: `{ index: 2, of: 4 }` is the second of four. */
export const shardSchema = object({
  /** From 1. */
  index: z.int().positive(),
  of: z.int().positive(),
});

export type Shard = z.infer<typeof shardSchema>;

const witnessedTarget = { name: z.string(), witness: jsonObjectSchema };

/** A target, and what proves what it was. */
const witnessedTargetSchema = object(witnessedTarget);

export const targetRecordSchema = object({
  ...witnessedTarget,
  /** What its witness must say at these places (RFC 6901): a value, or `present` for any but null, 0 and false. */
  requiredWitness: jsonObjectSchema.exactOptional(),
  /** Why it proves nothing about itself, where the configuration says so. */
  unwitnessed: z.string().min(1).exactOptional(),
});

export type TargetRecord = z.infer<typeof targetRecordSchema>;

/** One run of the command. Evidence that was merged has more than one. */
export const runPartSchema = object({
  runId: z.string().min(1),
  command: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  shard: shardSchema.nullable(),
  targets: list(witnessedTargetSchema),
  environment: jsonObjectSchema,
});

export type RunPart = z.infer<typeof runPartSchema>;

/** What two parts of one run must share. */
export const configurationStateSchema = object({
  /** SHA-256 of the rules, the waivers, the expectation and the targets. */
  sha256: sha256Schema,
  /** Every target of the configuration, in its order. */
  targets: list(z.string()),
});

export type ConfigurationState = z.infer<typeof configurationStateSchema>;

/** A file of an evidence folder. */
export const evidenceFileSchema = object({
  /** Relative to the folder, with `/` on every system. */
  path: z.string().min(1),
  /** Of its bytes. */
  sha256: sha256Schema,
});

export type EvidenceFile = z.infer<typeof evidenceFileSchema>;

/** The version of manifests that is written and read. Each change of what a manifest may hold makes a new one. */
export const RUN_SCHEMA = 'ultra-parity/run/v2';

/**
 * What a run set out to do, written down apart from what it managed to do: a gap between the two is never green. It says
 * of what it is evidence, which makes it possible to check and to merge it. The `run.json` of a folder is one.
 */
export const manifestSchema = object({
  schema: z.literal(RUN_SCHEMA),
  runId: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  /** What a person types to do it again. */
  command: z.string(),
  /** The target that every other one is compared with. */
  reference: z.string(),
  targets: list(targetRecordSchema),
  /** Every scenario that was selected, in order. */
  scenarios: list(scenarioIdentitySchema),
  rules: list(ruleSchema),
  /** What a person has approved. Whether it counts is for the judge to say. */
  waivers: list(waiverSchema),
  faults: list(evidenceFaultSchema),
  environment: jsonObjectSchema,
  /** What must be seen before the whole suite says anything; absent where the project names no document. */
  expected: coverageExpectationSchema.exactOptional(),
  /** The glob that narrowed the run; null for the whole suite. */
  selection: z.string().nullable(),
  /** The runs of the command that this is made of: one, or those that were merged. */
  parts: z.array(runPartSchema).min(1).readonly(),
  /** Whether it was put together by `parity merge`, and claims to be the whole. */
  isMerged: z.boolean(),
  /** The id of every scenario that the files declare, selected or not. */
  suite: list(z.string().min(1)),
  source: sourceStateSchema,
  configuration: configurationStateSchema,
  /** Whether the run was done twice, and `control/` holds the second time. */
  hasControl: z.boolean(),
  /** Every transcript of the folder by its digest. */
  files: list(evidenceFileSchema),
});

export type SealedManifest = z.infer<typeof manifestSchema>;

type Provenance = 'selection' | 'parts' | 'isMerged' | 'suite' | 'source' | 'configuration' | 'hasControl' | 'files';

/** What the judge needs of a manifest. Comparisons that are not a run of the command leave out where they come from. */
export interface RunManifest extends Omit<SealedManifest, Provenance>, Partial<Pick<SealedManifest, Provenance>> {
  /** The targets are runs of one target, and nothing has to tell them apart. */
  readonly comparesRuns?: boolean;
}
