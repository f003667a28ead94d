import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { getModelName, type LlmOutcome } from '../../evidence/llm-call.ts';
import type { RecordMode } from '../api/record-mode.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { explainMiss } from '../cassette/explain-miss.ts';
import type { InteractionIndex } from '../cassette/interaction-index.ts';
import { loadOtherTapes } from '../cassette/load-other-cassettes.ts';
import { withoutCredentials } from '../cassette/request-key.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
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

/** Why a request is not answered. */
export async function refusedFault(exchange: Exchange, context: FaultContext): Promise<EvidenceFault> {
  if (context.mode === 'replay' || exchange.provider !== null) {
    const otherTapes = context.index === null ? await loadOtherTapes(context.cassettes, context.scenarioId) : [];
    const { message, hint } = explainMiss({ ...context, request: exchange, asks: whatIsAsked(exchange), otherTapes });
    return { code: 'unrecorded_request', message, hint };
  }
  return {
    code: 'unrecorded_request',
    message: context.firewall.redact(
      `${exchange.method} ${withoutCredentials(exchange.url)} was refused: ${new URL(exchange.url).host} is no LLM provider that is recorded.`,
    ),
    hint: 'Only LLM traffic is recorded. Keep other traffic out of the scenario, or answer it on this machine.',
  };
}

const LONGEST_PROMPT = 160;

function whatIsAsked({ call, operation }: Exchange): string | null {
  if (operation === null) {
    return null;
  }
  const prompt = (call.request.messages.at(-1)?.text ?? '').replaceAll(/\s+/g, ' ').trim();
  const excerpt = prompt.length > LONGEST_PROMPT ? `${prompt.slice(0, LONGEST_PROMPT)}...` : prompt;
  return `${getModelName(call)}: "${excerpt}"`;
}

/** An answer that did not end, so that the recording would be a lie. */
export function gapFault(exchange: Exchange, outcome: LlmOutcome, context: FaultContext): EvidenceFault {
  const reason = outcome.status === 'broken' ? outcome.reason : outcome.status;
  return {
    code: 'unrecorded_request',
    message: context.firewall.redact(
      `The answer to ${exchange.method} ${withoutCredentials(exchange.url)} was not recorded, and the cassette was left as it was: ${reason}`,
    ),
    hint: `Record the scenario again: npx parity record --scenario ${context.scenarioId}`,
  };
}

/** Recorded interactions that nobody asked for. */
export function unplayedFault(interactions: readonly Interaction[], context: FaultContext): EvidenceFault {
  const lines = interactions.map(({ id, request }) => `  interaction ${id}, ${request.method} ${request.url}`);
  const many = lines.length === 1 ? 'One recorded interaction was' : `${lines.length} recorded interactions were`;
  return {
    code: 'unplayed_interaction',
    message: context.firewall.redact([`${many} not asked for:`, ...lines].join('\n')),
    hint: `If the server rightly no longer asks, record the scenario anew: npx parity record --all --scenario ${context.scenarioId}`,
  };
}

/** A connection that could not be played, and was refused: one that does not speak HTTP/1, or goes through a proxy. */
export function escapeFault(target: string): EvidenceFault {
  return {
    code: 'interception_escaped',
    message: `Something in this process wanted a connection to ${target} that cannot be looked into, so it was refused.`,
    hint: 'Find the client that uses HTTP/2, a raw socket or an HTTP proxy, and let it use fetch or node:http directly.',
  };
}

/** The harness itself failed at a request. */
export function brokenFault(request: IncomingRequest, error: unknown, firewall: SecretFirewall): EvidenceFault {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'unrecorded_request',
    message: firewall.redact(`${request.method} ${withoutCredentials(request.url)} could not be answered: ${reason}`),
    hint: 'Run the scenario again. If it stays, this is a defect of ultra-parity.',
  };
}
