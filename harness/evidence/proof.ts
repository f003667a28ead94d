import { z } from 'zod';
import { EXIT } from '../base/exit-codes.ts';
import { channelSchema, divergenceKindSchema, divergenceSchema } from './divergence.ts';
import { countSchema, list, object, record } from './schema.ts';

const names = list(z.string());
const share = z.number().min(0).max(1);

/** `H`: a bug that happened. `C`: one of a class of bugs. `G`: generated inside a normaliser or waiver. */
export const tierSchema = z.enum(['H', 'C', 'G']);

export type Tier = z.infer<typeof tierSchema>;

/** What a tier must reach. */
export const FLOORS: Readonly<Record<Tier, number>> = { H: 1, C: 0.95, G: 1 };

export const tierScoreSchema = object({
  total: countSchema,
  killed: countSchema,
  /** Killed of all, 0 to 1; 1 when there are none. */
  score: share,
  /** Lower bound of the 95 % Wilson interval of the score. */
  lower95: share,
});

export type TierScore = z.infer<typeof tierScoreSchema>;

/** Where there must be no divergence: nothing is wrong with the code. */
export const controlResultSchema = object({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(['quiet', 'noisy', 'inconclusive']),
  divergences: countSchema,
  /** The first of the divergences. */
  findings: list(divergenceSchema),
  /** The first divergences, or why it is inconclusive. */
  why: z.string().exactOptional(),
});

export type ControlResult = z.infer<typeof controlResultSchema>;

/** A place where a scenario showed a seeded bug. */
export const catchSchema = object({
  scenario: z.string(),
  step: z.string(),
  channel: channelSchema,
  kind: divergenceKindSchema,
  pointer: z.string(),
});

export type Catch = z.infer<typeof catchSchema>;

export const expectedDivergenceSchema = object({
  /** A glob over scenario ids. */
  scenario: z.string(),
  channel: channelSchema,
  kind: divergenceKindSchema,
  /** RFC 6901, with `*` and `**`. */
  pointer: z.string(),
});

export type ExpectedDivergence = z.infer<typeof expectedDivergenceSchema>;

const mutantOutcomeSchema = z.enum(['killed', 'killed-elsewhere', 'survived', 'inconclusive']);

/** What became of one mutant. */
export const mutantResultSchema = object({
  id: z.string(),
  tier: tierSchema,
  title: z.string(),
  outcome: mutantOutcomeSchema,
  /** The scenarios that showed the expected divergence; for `killed-elsewhere`, those that showed another one. */
  killedBy: names,
  /** What each of them showed: every channel and kind once, at the first place. */
  caught: list(catchSchema),
  /** Absent for the tier G, which expects nothing in particular. */
  expect: expectedDivergenceSchema.exactOptional(),
  /** Why it is inconclusive. */
  why: z.string().exactOptional(),
});

export type MutantResult = z.infer<typeof mutantResultSchema>;

/** What would be lost without a part: a part without which nothing is lost has no effect. */
export const ablationSchema = object({
  /** The mutants that are killed through this channel, and those among them of which no other shows anything at all. */
  channels: list(object({ channel: channelSchema, kills: countSchema, blind: names })),
  /** The scenarios that alone kill a mutant: without them it lives. */
  scenarios: list(object({ scenario: z.string(), lost: names })),
  /** The divergences of the unmutated code that would appear without the rule, in the scenarios looked at until one appeared. */
  rules: list(
    object({ channel: channelSchema, pointer: z.string(), scenarios: countSchema, divergences: countSchema }),
  ),
  withoutEffect: object({
    channels: list(channelSchema),
    /** Scenarios that kill no mutant of the tiers H and C. */
    scenarios: names,
    /** `channel pointer`. */
    rules: names,
  }),
});

export type Ablation = z.infer<typeof ablationSchema>;

/** How strong the suite is: which seeded bugs it notices. What `prove --json` prints and `proof.json` holds. */
export const proofSchema = object({
  schema: z.literal('ultra-parity/proof/v1'),
  exitCode: z.literal(Object.values(EXIT)),
  /** The commit that was proved; null where it is not known. */
  commit: z.string().nullable(),
  /** What was tried: the glob over the ids of mutants, or null for all; part of the catalogue, or all of it. */
  scope: object({ mutants: z.string().nullable(), shard: z.string().nullable(), scenarios: countSchema }),
  tiers: object({ H: tierScoreSchema, C: tierScoreSchema, G: tierScoreSchema }),
  /** Divergences where there must be none: a suite that flags everything also kills everything. */
  falsePositives: countSchema,
  /** Where there must be no divergence, and how many there were. */
  controls: list(controlResultSchema),
  mutants: list(mutantResultSchema),
  /** A small set of scenarios that together kill every mutant of the tiers H and C that is killed. */
  smokeSet: names,
  /** The kill matrix: by scenario, the mutants of the tiers H and C that it kills. */
  kills: record(names),
  ablation: ablationSchema,
  /** Rules and waivers in whose field nothing could be changed: how wide they are is not known. */
  untried: names,
  /** Why the proof is incomplete, in full sentences. */
  reasons: names,
});

export type Proof = z.infer<typeof proofSchema>;
