/**
 * Turns a legitimate variation at a place into a typed symbol. No rule can say "ignore": the weakest still demands
 * type, format and nullability. Rules are data, so that a verdict can be recomputed from the evidence alone.
 */
export interface Rule {
  readonly channel: string;
  /** RFC 6901 below the channel, where `*` is any one token and `**` any number of them. */
  readonly pointer: string;
  readonly as: RuleKind;
}

/** US dollars for a million tokens, by model, and how many decimals of a dollar the system keeps. */
export interface Prices {
  readonly decimals: number;
  readonly models: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
}

export type RuleKind =
  /** The value (or, in a longer text, each occurrence of it) is what the target declares under these names. */
  | { readonly facts: readonly string[] }
  /** Each occurrence of the pattern (a regular expression) in the text is random and becomes a numbered symbol. */
  | { readonly symbol: string; readonly pattern: string }
  /** A time of 0 or more and under an hour: seconds where the name ends so, milliseconds otherwise. */
  | 'duration'
  /** A whole number of 0 or more that depends on the moment, such as idle connections. */
  | 'gauge'
  /** Tokens that a call of this scenario reported, or the sum over its calls. Any other number stands as it is. */
  | 'input-tokens'
  | 'output-tokens'
  /** What a call of this scenario costs by the tokens that it reported, or the sum over a step. Any other stands as it is. */
  | { readonly cost: Prices }
  /** A list whose order has no meaning. */
  | 'set'
  /** Of a stream: a number that goes up by one from event to event. */
  | 'sequence'
  /** Of a stream: a piece of a text; how it was cut has no meaning. */
  | 'delta'
  /** Of a stream: neighbouring events that agree here come from parallel work and have no order among them. */
  | 'parallel';
