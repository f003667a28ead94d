import { cassettePath } from '../cassette/cassette-path.ts';
import { createFirewall, type SecretFirewall } from '../secrets/firewall.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { interceptHttp } from './interception/intercept-http.ts';
import { LlmNetworkBusy } from './interception/llm-network-busy.ts';
import { guardProviderLookups } from './interception/provider-lookup-guard.ts';
import type { LlmNetworkOptions, PlayOptions } from './network-options.ts';
import type { Playback, PlaybackSummary } from './playback.ts';
import type { Upstream } from './recording/upstream.ts';
import { refusal } from './refusal.ts';
import type { RecordedAnswer } from './replay/recorded-response.ts';
import { openScenarioPlayback, type ScenarioPlayback } from './scenario-playback.ts';

export type { PlaybackSummary, Upstream };

export interface LlmNetwork extends AsyncDisposable {
  /**
   * Plays (or records) the cassette of one scenario until it is ejected. A file that is not valid becomes a fault.
   *
   * Throws PARITY_LLM_NETWORK_BUSY while another playback runs, PARITY_SCENARIO_ID_INVALID.
   */
  play(scenario: { readonly id: string; readonly title: string }, options?: PlayOptions): Promise<Playback>;
}

/**
 * Takes over the LLM traffic of this process: every HTTP request to a host that is not this machine is answered from the
 * cassette that plays, or refused with status 599. Outside a playback all of them are refused. One in a process.
 *
 * Throws PARITY_INTERCEPTION_ESCAPED when a request can get past it, PARITY_LLM_NETWORK_BUSY for a second one.
 */
export async function openLlmNetwork(options: LlmNetworkOptions): Promise<LlmNetwork> {
  await using opened = new AsyncDisposableStack();
  const network = new OpenNetwork(options);
  opened.use(network);
  const asksProviders = options.mode !== 'replay' && options.upstream.source === 'live';
  opened.use(
    await interceptHttp({
      serve: (request) => network.answer(request),
      serveDirectly: options.mode === 'replay' ? (request) => network.deliver(request) : null,
      onTunnelRefused: (authority) => network.noteEscape(authority),
      allowsTunnels: asksProviders,
    }),
  );
  if (!asksProviders) {
    opened.use(guardProviderLookups((host) => network.noteEscape(host)));
  }
  const owned = opened.move();
  return {
    play: (scenario, playing) => network.play(scenario, playing),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function refusedOutside(): Response {
  return refusal('This request was made outside a scenario, so no cassette can answer it.', null);
}

class OpenNetwork implements LlmNetwork {
  readonly #options: LlmNetworkOptions;
  readonly #firewall: SecretFirewall;
  #current: ScenarioPlayback | null = null;
  #isBusy = false;

  constructor(options: LlmNetworkOptions) {
    this.#options = options;
    this.#firewall = createFirewall(options);
  }

  async play(scenario: { readonly id: string; readonly title: string }, options?: PlayOptions): Promise<Playback> {
    if (this.#isBusy) {
      throw new LlmNetworkBusy(`The scenario "${scenario.id}" cannot play: another one does.`);
    }
    const path = cassettePath(this.#options.cassettes, scenario.id);
    this.#isBusy = true;
    try {
      this.#current = await openScenarioPlayback({
        ...this.#options,
        ...options,
        scenario,
        path,
        firewall: this.#firewall,
        onEnd: () => this.#end(),
      });
      return this.#current;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async answer(request: Request): Promise<Response> {
    return this.#current === null ? refusedOutside() : await this.#current.answer(request);
  }

  async deliver(request: IncomingRequest): Promise<RecordedAnswer | Response> {
    return this.#current === null ? refusedOutside() : await this.#current.deliver(request);
  }

  noteEscape(host: string): void {
    this.#current?.noteEscape(host);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current?.[Symbol.asyncDispose]();
  }

  #end(): void {
    this.#current = null;
    this.#isBusy = false;
  }
}
