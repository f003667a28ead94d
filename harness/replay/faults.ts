import type { Interaction } from '../cassette/cassette.ts';
import { explainMiss } from '../cassette/explain-miss.ts';
import type { InteractionIndex } from '../cassette/interaction-index.ts';
import { withoutCredentials } from '../cassette/request-key.ts';
import type { EvidenceFault } from '../observe/evidence-fault.ts';
import type { LlmOutcome } from '../observe/llm-call.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import type { Exchange } from './exchange.ts';
import type { RecordMode } from './playback.ts';

export interface FaultContext {
  readonly mode: RecordMode;
  readonly scenarioId: string;
  readonly index: InteractionIndex | null;
  readonly firewall: SecretFirewall;
}

/** Why a request is not answered. */
export function refusedFault(exchange: Exchange, context: FaultContext): EvidenceFault {
  if (context.mode === 'replay' || exchange.protocol !== null) {
    const { message, hint } = explainMiss({ ...context, request: exchange });
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

/** A recorded interaction that nobody asked for. */
export function unplayedFault(interaction: Interaction, context: FaultContext): EvidenceFault {
  const { method, url } = interaction.request;
  return {
    code: 'unplayed_interaction',
    message: context.firewall.redact(
      `Interaction ${interaction.id} of "${context.scenarioId}" (${method} ${url}) was recorded, but not asked for.`,
    ),
    hint: `If the server rightly no longer asks, record the scenario anew: npx parity run --llm record-all --scenario ${context.scenarioId}`,
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
export function brokenFault(request: Request, error: unknown, firewall: SecretFirewall): EvidenceFault {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'unrecorded_request',
    message: firewall.redact(`${request.method} ${withoutCredentials(request.url)} could not be answered: ${reason}`),
    hint: 'Run the scenario again. If it stays, this is a defect of ultra-parity.',
  };
}
