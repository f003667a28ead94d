import { z } from 'zod';
import { FORMAT_NAMES } from '../values/formats/formats.ts';
import { list, object, record } from './schema.ts';

/** US dollars for a million tokens, by model, and how many decimals of a dollar the system keeps. */
export const pricesSchema = object({
  decimals: z.number(),
  models: record(object({ input: z.number(), output: z.number() })),
});

export type Prices = z.infer<typeof pricesSchema>;

export const ruleKindSchema = z.union(
  [
    /** The value (or, in a longer text, each occurrence of it) is what the target declares under these names. */
    object({ facts: list(z.string()) }),
    /** Each occurrence of the pattern (a regular expression) in the text is random and becomes a numbered symbol. */
    object({ symbol: z.string(), pattern: z.string() }),
    /** What a call of this scenario costs by the tokens that it reported, or the sum over a step. Any other stands as it is. */
    object({ cost: pricesSchema }),
    /** A text or a number that is wholly of one of these formats, or a word of a text that is. */
    object({ formats: list(z.enum(FORMAT_NAMES)) }),
    z.enum([
      /** A time of 0 or more and under an hour: seconds where the name ends so, milliseconds otherwise. */
      'duration',
      /** A whole number of 0 or more that depends on the moment, such as idle connections. */
      'gauge',
      /** Tokens that a call of this scenario reported, or the sum over its calls. Any other number stands as it is. */
      'input-tokens',
      'output-tokens',
      /** A list whose order has no meaning. */
      'set',
      /** Of a stream: a number that goes up by one from event to event. */
      'sequence',
      /** Of a stream: a piece of a text; how it was cut has no meaning. */
      'delta',
      /** Of a stream: neighbouring events that agree here come from parallel work and have no order among them. */
      'parallel',
    ]),
  ],
  'must be a kind of rule that this version knows',
);

export type RuleKind = z.infer<typeof ruleKindSchema>;
