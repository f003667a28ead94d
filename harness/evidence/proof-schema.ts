import { z } from 'zod';
import type { ExitCode } from '../base/exit-codes.ts';
import type { Divergence, DivergenceKind } from './divergence.ts';
import type { Proof } from './proof.ts';

/** A channel may be one that another version, or another project, has: it is shown by its name. */
const channel = z.string();
const kind = z.custom<DivergenceKind>((value) => typeof value === 'string', 'is no kind of divergence');
const exitCode = z.custom<ExitCode>((value) => Number.isInteger(value), 'is no exit code');
const count = z.int().nonnegative();
const names = z.array(z.string());
const share = z.number().min(0).max(1);

const tier = z.object({ total: count, killed: count, score: share, lower95: share });
const place = { scenario: z.string(), step: z.string(), channel, kind, pointer: z.string() };

const finding: z.ZodType<Divergence> = z.object({
  ...place,
  id: z.string(),
  targets: z.tuple([z.string(), z.string()]),
  left: z.json(),
  right: z.json(),
});

const control = z.object({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(['quiet', 'noisy', 'inconclusive']),
  divergences: count,
  findings: z.array(finding),
  why: z.string().exactOptional(),
});

const mutant = z.object({
  id: z.string(),
  tier: z.enum(['H', 'C', 'G']),
  title: z.string(),
  outcome: z.enum(['killed', 'killed-elsewhere', 'survived', 'inconclusive']),
  killedBy: names,
  caught: z.array(z.object(place)),
  expect: z.object({ scenario: z.string(), channel, kind, pointer: z.string() }).exactOptional(),
  why: z.string().exactOptional(),
});

const ablation = z.object({
  channels: z.array(z.object({ channel, kills: count, blind: names })),
  scenarios: z.array(z.object({ scenario: z.string(), lost: names })),
  rules: z.array(z.object({ channel, pointer: z.string(), scenarios: count, divergences: count })),
  withoutEffect: z.object({ channels: z.array(channel), scenarios: names, rules: names }),
});

/** What `proof.json` must look like. What it holds beyond that is left out. */
export const proofSchema: z.ZodType<Proof> = z.object({
  schema: z.literal('ultra-parity/proof/v1'),
  exitCode,
  commit: z.string().nullable(),
  scope: z.object({ mutants: z.string().nullable(), shard: z.string().nullable(), scenarios: count }),
  tiers: z.object({ H: tier, C: tier, G: tier }),
  falsePositives: count,
  controls: z.array(control),
  mutants: z.array(mutant),
  smokeSet: names,
  kills: z.record(z.string(), names),
  ablation,
  untried: names,
  reasons: names,
});
