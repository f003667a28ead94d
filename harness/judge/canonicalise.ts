import type { Canonical, SeenStep } from '../channels/channel.ts';
import { listSeen } from '../channels/channels.ts';
import { type LabelledStep, listSteps } from '../channels/seen-steps.ts';
import type { Rule } from '../evidence/rule.ts';
import type { Transcript } from '../evidence/transcript.ts';
import type { Json } from '../values/json.ts';
import type { RunWindow } from '../values/run-window.ts';
import { CanonicalValues } from './canonical-values.ts';
import { ResponseTexts } from './response-texts.ts';
import { findWindows } from './step-windows.ts';
import { SymbolTable } from './symbol-table.ts';
import { TokenIdentities } from './token-identities.ts';
import { TokenLedger } from './token-ledger.ts';

/** A transcript in which every legitimate variation has become a symbol. Equal behaviour gives equal text. */
export interface CanonicalTranscript {
  readonly steps: readonly CanonicalStep[];
}

export interface CanonicalStep {
  readonly label: string;
  /** By the name of the channel. */
  readonly channels: Readonly<Record<string, Json>>;
}

/** @param symbols given by callers that want to know afterwards what each numbered symbol stands for */
export function canonicalise(
  transcript: Transcript,
  rules: readonly Rule[],
  symbols: SymbolTable = new SymbolTable(),
): CanonicalTranscript {
  return new Canonicaliser(transcript, rules, symbols).run();
}

class Canonicaliser {
  readonly #transcript: Transcript;
  readonly #rules: readonly Rule[];
  readonly #values: CanonicalValues;
  /** Names what was seen before and leaves new identifiers without a number. */
  readonly #order: CanonicalValues;

  constructor(transcript: Transcript, rules: readonly Rule[], symbols: SymbolTable) {
    const { facts, steps } = transcript;
    const responses = new ResponseTexts(steps.flatMap((step) => step.calls));
    const sources = { facts, rules, responses, tokens: new TokenLedger(steps), identities: new TokenIdentities() };
    this.#transcript = transcript;
    this.#rules = rules;
    this.#order = new CanonicalValues(sources, symbols.peek());
    this.#values = new CanonicalValues(sources, symbols, this.#order);
  }

  run(): CanonicalTranscript {
    const windows = findWindows(this.#transcript.steps);
    const steps = listSteps(this.#transcript).map((step, index) =>
      this.#toCanonical(step, index < windows.length ? windows[index] : windows.at(-1)),
    );
    return { steps };
  }

  #toCanonical({ label, step }: LabelledStep, window: RunWindow | undefined): CanonicalStep {
    const channels = listSeen(step).map(([channel, seen]): [string, Json] => [
      channel.name,
      channel.toCanonical(seen, this.#createContext(channel.name, step, window)),
    ]);
    return { channels: Object.fromEntries(channels), label: this.#values.toSymbolText(label) };
  }

  #createContext(channel: string, step: SeenStep, window: RunWindow | undefined): Canonical {
    return {
      step,
      window,
      rules: this.#rules.filter((rule) => rule.channel === channel),
      toSymbols: (value, pointer) => this.#values.toSymbols(value, { channel, pointer, window }),
      toSortKey: (value, pointer) => JSON.stringify(this.#order.toSymbols(value, { channel, pointer, window })),
      forChannel: (name) => this.#createContext(name, step, window),
    };
  }
}
