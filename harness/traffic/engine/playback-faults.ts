import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { getModelName } from '../../evidence/llm-call.ts';
import type { RecordMode } from '../api/record-mode.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { explainMiss } from '../cassette/explain-miss.ts';
import type { InteractionIndex } from '../cassette/interaction-index.ts';
import { loadOtherCassettes } from '../cassette/load-other-cassettes.ts';
import { stripCredentials } from '../cassette/request-key.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { describeListing } from './destinations.ts';
import type { Exchange } from './exchange.ts';
import type { IncomingRequest } from './incoming-request.ts';

export interface FaultContext {
  readonly mode: RecordMode;
  /** The folder of all cassettes. */
  readonly cassettes: string;
  readonly scenarioId: string;
  readonly index: InteractionIndex | null;
  readonly firewall: SecretFirewall;
}

/** What makes the evidence of a playback untrustworthy. Each fault counts once: a request may be repeated many times. */
export class PlaybackFaults {
  readonly #context: FaultContext;
  readonly #faults = new Map<string, EvidenceFault>();

  constructor(context: FaultContext) {
    this.#context = context;
  }

  get all(): readonly EvidenceFault[] {
    return [...this.#faults.values()];
  }

  add({ code, message, hint }: EvidenceFault): EvidenceFault {
    const fault = { code, message: this.#context.firewall.redact(message), hint };
    this.#faults.set(`${code} ${fault.message}`, fault);
    return fault;
  }

  /** A request that no recording answers, or that may not be sent. */
  async addRefused(exchange: Exchange): Promise<EvidenceFault> {
    const { index, cassettes, scenarioId, firewall } = this.#context;
    if (exchange.destination === null) {
      return this.addUnlisted(exchange);
    }
    const otherCassettes = index === null ? await loadOtherCassettes(cassettes, scenarioId) : [];
    const asks = describePrompt(exchange);
    const { message, hint } = explainMiss({ scenarioId, index, firewall, request: exchange, asks, otherCassettes });
    return this.add({ code: 'unrecorded_request', message, hint });
  }

  /** A request to a host of which nothing is known. */
  addUnlisted({ method, url }: { readonly method: string; readonly url: string }): EvidenceFault {
    const target = new URL(url);
    return this.add({
      code: 'unrecorded_request',
      message: `${method} ${stripCredentials(url)} was refused: the configuration does not list ${target.host}.`,
      hint: `Add ${describeListing(target)} to record, replay and compare it. Write the name of a provider instead of 'http' for a model that speaks its protocol, or 'allowed' to let requests through unseen.`,
    });
  }

  /** A server that the stub upstream does not stand in for. */
  addWithoutStub({ method, url }: Exchange): EvidenceFault {
    return this.add({
      code: 'unrecorded_request',
      message: `${method} ${stripCredentials(url)} was refused: the stub upstream answers for LLM providers alone.`,
      hint: `Record against the live server: npx parity record --scenario ${this.#context.scenarioId}`,
    });
  }

  /** A response that did not end, which makes the recording untrue. */
  addGap({ method, url }: Exchange, reason: string): EvidenceFault {
    return this.add({
      code: 'unrecorded_request',
      message: `The response to ${method} ${stripCredentials(url)} was not recorded, and the cassette was left as it was: ${reason}`,
      hint: `Record the scenario again: npx parity record --scenario ${this.#context.scenarioId}`,
    });
  }

  /** Recorded interactions that no request asked for. */
  addUnplayed(interactions: readonly Interaction[]): EvidenceFault {
    const lines = interactions.map(({ id, request }) => `  interaction ${id}, ${request.method} ${request.url}`);
    const many = lines.length === 1 ? 'One recorded interaction was' : `${lines.length} recorded interactions were`;
    return this.add({
      code: 'unplayed_interaction',
      message: [`${many} not asked for:`, ...lines].join('\n'),
      hint: `If the server rightly no longer asks, record the scenario anew: npx parity record --all --scenario ${this.#context.scenarioId}`,
    });
  }

  /** A connection that cannot be intercepted, and was refused: HTTP/2, a WebSocket, or one through a proxy. */
  addEscape(what: string): EvidenceFault {
    return this.add({
      code: 'interception_escaped',
      message: `The system wanted ${what}. It cannot be recorded or replayed, so it was refused.`,
      hint: "Let the client use HTTP/1.1 over fetch or node:http, or list the host as 'allowed' in `upstreams` of the configuration.",
    });
  }

  /** The harness itself failed at a request. */
  addBroken({ method, url }: IncomingRequest, error: unknown): EvidenceFault {
    const reason = error instanceof Error ? error.message : String(error);
    return this.add({
      code: 'unrecorded_request',
      message: `${method} ${stripCredentials(url)} could not be answered: ${reason}`,
      hint: 'Run the scenario again. If it stays, this is a defect of ultra-parity.',
    });
  }
}

const LONGEST_PROMPT = 160;

/** Which model is asked for what; null where it is no LLM call. */
function describePrompt({ observed }: Exchange): string | null {
  if (observed.kind !== 'llm') {
    return null;
  }
  const prompt = (observed.call.request.messages.at(-1)?.text ?? '').replaceAll(/\s+/g, ' ').trim();
  const excerpt = prompt.length > LONGEST_PROMPT ? `${prompt.slice(0, LONGEST_PROMPT)}...` : prompt;
  return `${getModelName(observed.call)}: "${excerpt}"`;
}
