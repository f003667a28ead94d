import { z } from 'zod';
import { channelSchema } from './divergence.ts';
import { findRuleProblem } from './find-rule-problem.ts';
import { ruleKindSchema } from './rule-kind.ts';
import { object } from './schema.ts';

/**
 * Turns a legitimate variation at a place into a typed symbol. No rule can say "ignore": the weakest still demands
 * type, format and nullability. Rules are data, so a verdict can be computed again from the evidence alone.
 */
export const ruleSchema = object({
  channel: channelSchema,
  /** RFC 6901 below the channel, where `*` is any one token and `**` any number of them. */
  pointer: z.string(),
  as: ruleKindSchema,
}).check(({ value, issues }) => {
  const message = findRuleProblem(value);
  if (message !== undefined) {
    const path = typeof value.as === 'object' && 'pattern' in value.as ? ['as', 'pattern'] : ['pointer'];
    issues.push({ code: 'custom', path, message, input: value });
  }
});

export type Rule = z.infer<typeof ruleSchema>;
