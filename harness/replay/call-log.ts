import type { LlmCall, LlmOutcome } from '../observe/llm-call.ts';

/** The outgoing calls of a playback in the order in which they began. */
export class CallLog {
  /** Grows and is filled in while the playback goes on. */
  readonly calls: readonly LlmCall[];
  readonly #calls: LlmCall[] = [];

  constructor() {
    this.calls = this.#calls;
  }

  /** Notes a call, and returns what to tell its outcome to. */
  begin(call: Omit<LlmCall, 'outcome'>): (outcome: LlmOutcome) => void {
    const position = this.#calls.length;
    this.#calls.push({ ...call, outcome: { status: 'open' } });
    return (outcome) => {
      this.#calls[position] = { ...call, outcome };
    };
  }
}
