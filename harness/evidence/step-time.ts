/** How long a request took, as it was measured. Only what it says in kind is compared (`harness/channels/time-class.ts`). */
export interface StepTime {
  /** When the request was sent (RFC 3339, UTC). */
  readonly startedAt: string;
  /** From sending the request to the end of the answer, in milliseconds. */
  readonly durationMs: number;
  /** The part of it in which the machine had no time for this process, in milliseconds. */
  readonly stalledMs: number;
  /**
   * The part of it in which some process of the machine waited for a processor, in milliseconds; null where the machine
   * does not tell (only Linux does, as "pressure stall information").
   */
  readonly contendedMs: number | null;
  /** How a stream arrived; only where it was read to its end. */
  readonly delivery?: Delivery;
}

export interface Delivery {
  /** Reads from the network that completed an event. */
  readonly flushes: number;
  /** When the first event was complete, in milliseconds after the request. */
  readonly firstMs: number;
  /** When the last event was complete, in milliseconds after the request. */
  readonly lastMs: number;
}
