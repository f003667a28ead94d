import type { LlmOutcome, OutgoingCall } from '../../evidence/llm-call.ts';

/** The outgoing calls of a playback in the order in which they began. */
export class CallLog {
  /** Grows and is filled in while the playback goes on. */
  readonly calls: readonly OutgoingCall[];
  readonly #calls: OutgoingCall[] = [];

  constructor() {
    this.calls = this.#calls;
  }

  /** Notes a call, and returns what to tell its outcome to. */
  begin(call: Omit<OutgoingCall, 'outcome'>): (outcome: LlmOutcome) => void {
    const position = this.#calls.length;
    this.#calls.push({ ...call, outcome: { status: 'open' } });
    return (outcome) => {
      this.#calls[position] = { ...call, outcome };
    };
  }
}
