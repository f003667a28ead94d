import type { LlmOutcome, OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingOutcome, OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { LlmOperation, Provider, ReceivedResponse } from '../providers/provider.ts';
import type { StreamEnd } from './body-stream.ts';
import type { Exchange } from './exchange.ts';
import { describeResponse } from './observed-http.ts';

/** How an exchange ended: as its delivery did, with the scenario while the caller still waited, or without a recording. */
export type ExchangeEnd = StreamEnd | { readonly kind: 'cut off' } | { readonly kind: 'unrecorded' };

/** Told once how an exchange ended, and what had come by then. Returns what the evidence says of it. */
export type Settle = (end: ExchangeEnd, received: ReceivedResponse | null) => LlmOutcome | OutgoingOutcome;

/** What left the system during a playback, in the order in which it began. */
export class TrafficLog {
  /** Both grow and are filled in while the playback goes on. */
  readonly calls: readonly OutgoingCall[];
  readonly outgoing: readonly OutgoingRequest[];
  readonly #calls: OutgoingCall[] = [];
  readonly #outgoing: OutgoingRequest[] = [];

  constructor() {
    this.calls = this.#calls;
    this.outgoing = this.#outgoing;
  }

  begin({ observed, provider }: Exchange): Settle {
    if (observed.kind === 'llm') {
      const { call, operation } = observed;
      const position = this.#calls.push({ ...call, outcome: { status: 'open' } }) - 1;
      return (end, received) => {
        const outcome = toOutcome(end, readResponse(received, { provider, operation }));
        this.#calls[position] = { ...call, outcome };
        return outcome;
      };
    }
    const { request } = observed;
    const position = this.#outgoing.push({ ...request, outcome: { status: 'open' } }) - 1;
    return (end, received) => {
      // What had come when the caller went away may be a part, and nothing says so.
      const response = received === null || end.kind !== 'done' ? null : describeResponse(received);
      const outcome = toOutcome(end, response);
      this.#outgoing[position] = { ...request, outcome };
      return outcome;
    };
  }
}

function readResponse(
  received: ReceivedResponse | null,
  { provider, operation }: { readonly provider: Provider | null; readonly operation: LlmOperation },
): LlmOutcome | null {
  return received === null || provider === null ? null : provider.protocol.parseResponse(received, operation);
}

type WithoutResponse = Extract<LlmOutcome, { readonly status: 'broken' | 'aborted' | 'open' | 'unrecorded' }>;

/** A caller that went away after a whole response has been answered: the OpenAI SDK disconnects at `[DONE]`. */
function toOutcome<Outcome extends { readonly status: string }>(
  end: ExchangeEnd,
  response: Outcome | null,
): Outcome | WithoutResponse {
  switch (end.kind) {
    case 'unrecorded':
      return { status: 'unrecorded' };
    case 'reset':
      return { status: 'broken', reason: end.reason };
    case 'done':
      return response ?? { status: 'broken', reason: 'No response began.' };
    default:
      if (response?.status === 'answered') {
        return response;
      }
      return { status: end.kind === 'abandoned' ? 'aborted' : 'open' };
  }
}
