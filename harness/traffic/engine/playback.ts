import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { Provenance } from '../cassette/cassette.ts';
import type { MatchReason } from '../cassette/interaction-index.ts';

/** One scenario's LLM traffic, from play to eject. Disposing of it without ejecting it writes nothing. */
export interface Playback extends AsyncDisposable {
  /**
   * The calls in the order in which they began. The list grows while the playback goes on, so its length marks a position;
   * an outcome is filled in when the answer has ended.
   */
  readonly calls: readonly OutgoingCall[];
  /** The requests that are no LLM calls, in the same way. */
  readonly outgoing: readonly OutgoingRequest[];
  /** What makes the evidence untrustworthy, so far. */
  readonly faults: readonly EvidenceFault[];
  /**
   * Ends it: waits up to a second for open answers, then cuts them off. In replay, unplayed interactions become faults;
   * in the record modes the cassette is written, unless an answer broke off. Ejecting again gives the same summary.
   *
   * @throws PARITY_SECRET_IN_CASSETTE, and then writes nothing
   */
  eject(): Promise<PlaybackSummary>;
}

export interface PlaybackSummary {
  /** The file played from or written to; null when there is none. */
  readonly cassette: string | null;
  readonly provenance: Provenance | null;
  readonly replayed: number;
  readonly recorded: number;
  readonly unplayed: number;
  /** Requests that were sent to the upstream. */
  readonly liveCalls: number;
  readonly faults: readonly EvidenceFault[];
  /** Which interaction was played, and why it was taken for the one asked for; in the order of the requests. */
  readonly matches: readonly PlayedMatch[];
}

export interface PlayedMatch {
  /** The id of the interaction. */
  readonly interaction: string;
  readonly reason: MatchReason;
}
