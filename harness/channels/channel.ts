import type { z } from 'zod';
import type { Difference } from '../evidence/divergence.ts';
import type { Rule } from '../evidence/rule.ts';
import type { Step } from '../evidence/step.ts';
import type { Format } from '../values/formats/format.ts';
import type { Json } from '../values/json.ts';
import type { RunWindow } from '../values/run-window.ts';

/** Everything that was seen of a step. What a scenario leaves behind is seen as a step as well, one without calls. */
export type SeenStep = Partial<Omit<Step, 'label' | 'expectations'>>;

/**
 * One thing that two targets are compared in. The judge, the report, tier G and the scenario API fold over `CHANNELS`:
 * a new channel is a file in this folder and a line in `channels.ts`.
 */
export interface Channel<Seen = unknown> {
  /** Lower case and hyphens: it stands in rules, waivers, reports and commands. */
  readonly name: string;
  /** For people: `Audit log`. */
  readonly title: string;
  /** How the report draws it. */
  readonly view: ChannelView;
  /** What of it is compared, how, and what is not and why: `docs/reference/what-is-compared.md` is made of this. */
  readonly compared: readonly ComparedPart[];
  /** The shape of its part of a step. */
  readonly schema: z.ZodType<Seen>;
  /** Whether a target gives it under its name in `channels`, as it gives a project's own, and need not give it. */
  readonly isShownByTarget?: true;
  /** Its part of a step; undefined where the step shows nothing of it. */
  seenIn(step: SeenStep): Seen | undefined;
  /** Its part as JSON, before anything becomes a symbol: what expectations and the raw view of the report read. */
  toJson(seen: Seen): Json;
  /** Its part with every legitimate variation replaced by a symbol. Equal behaviour gives equal text. */
  toCanonical(seen: Seen, context: Canonical): Json;
  /** How its parts differ on two targets, where that is more than the differences of the canonical values. */
  compare?(left: Side<Seen>, right: Side<Seen>, comparison: Comparison): Difference[];
  /** Why it cannot be decided whether its parts differ: `It took 35 s on one target ... `. The verdict is inconclusive then. */
  findDoubt?(left: Seen, right: Seen): string | undefined;
  /** Where the values of a step lie that rules can name. */
  locate(step: SeenStep): readonly Located[];
  /** What a step showed of it, in a word or two: `200`, `3 LLM calls`. */
  summarise?(seen: Seen): string | undefined;
  /** Where a value lies, for people: `LLM call 2, message 1 of the prompt`. */
  describePointer(pointer: string, subject?: string): string;
  /** What the value at a place is about, where its pointer does not say it: the model of a call. */
  findSubject?(seen: Seen, pointer: string): string | undefined;
  /** What the system says is wrong, where a divergence at this place only shows that something is. */
  findProblem?(seen: Seen, pointer: string): string | undefined;
  /** Whether the client of the harness writes what stands there, so only what it was given before can be wrong in it. */
  isSentByClient?(pointer: string): boolean;
  /** Whether only the form of what stands there is compared, whatever the rules say. */
  isComparedByForm?(pointer: string): boolean;
  /** The formats that values at this place may have beside those that are recognised everywhere. */
  findFormatsAt?(pointer: string): readonly Format[];
  /** Whether a divergence at this place seldom explains the others of its step. */
  isSecondary?(pointer: string): boolean;
}

export type ChannelView = 'exchange' | 'events' | 'llm-calls' | 'tables' | 'value';

/** What a channel needs from the judge to make its part canonical. Pointers are RFC 6901, below the channel. */
export interface Canonical {
  readonly step: SeenStep;
  /** The rules of this channel. */
  readonly rules: readonly Rule[];
  /** The time from the first request of the scenario to the end of the step; undefined where it was not measured. */
  readonly window: RunWindow | undefined;
  /** The value with identifiers, times, tokens and what the rules name as symbols. */
  toSymbols(value: Json, pointer: string): Json;
  /** A text to sort by that two runs share: identifiers that nothing earlier has shown are equal in it. */
  toSortKey(value: Json, pointer: string): string;
  /** The same for another channel of the step. */
  forChannel(name: string): Canonical;
}

/** Compares canonical values up to a renaming of symbols that holds for the whole transcript. */
export interface Comparison {
  compare(left: Json, right: Json, pointer?: string): Difference[];
}

/** What one target showed on a channel, as it was seen and as it is compared. */
export interface Side<Seen> {
  readonly seen: Seen;
  readonly canonical: Json;
}

/** A value of a step in the transcript file. */
export interface Located {
  /** Where it lies, from the step. */
  readonly path: readonly string[];
  /** Where rules look for it: RFC 6901, below the channel. */
  readonly pointer: string;
  readonly value: Json;
}

/** One part of a channel in the reference of what is compared. */
export interface ComparedPart {
  readonly part: string;
  /** `exactly`, `up to ...`, or `not compared`. */
  readonly how: string;
  /** Why, where it is not compared exactly. */
  readonly why?: string;
}
