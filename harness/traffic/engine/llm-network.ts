import { cassettePath } from '../cassette/cassette-path.ts';
import { createFirewall, type SecretFirewall } from '../secrets/firewall.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { interceptHttp } from './interception/intercept-http.ts';
import { LlmNetworkBusy } from './interception/llm-network-busy.ts';
import { isLoopback } from './interception/loopback.ts';
import { guardProviderLookups } from './interception/provider-lookup-guard.ts';
import { watchListening } from './interception/watch-listening.ts';
import type { Playback } from './playback.ts';
import type { PlaybackOptions, PlayOptions } from './playback-options.ts';
import { refuse } from './refusal.ts';
import type { RecordedResponse } from './replay/recorded-response.ts';
import { openScenarioPlayback, type ScenarioPlayback } from './scenario-playback.ts';

export interface LlmNetwork extends AsyncDisposable {
  /**
   * Plays (or records) the cassette of one scenario until it is ejected. A file that is not valid becomes a fault.
   *
   * @throws PARITY_LLM_NETWORK_BUSY while another playback runs, PARITY_SCENARIO_ID_INVALID
   */
  play(scenario: { readonly id: string; readonly title: string }, options?: PlayOptions): Promise<Playback>;
  /**
   * From now on, requests to this machine are refused unless they are for the system, which listens at this URL, for
   * another server of this process, or listed. What went elsewhere before is a fault.
   */
  guardLoopback(systemUrl: string): void;
}

/**
 * Takes over the outgoing traffic of this process: every HTTP request to a host that is not this machine, and to what
 * is listed on it, is answered from the cassette that plays, or refused with status 599. Outside a playback all of them
 * are refused. One in a process.
 *
 * @throws PARITY_INTERCEPTION_ESCAPED when a request can get past it, PARITY_LLM_NETWORK_BUSY for a second one
 */
export async function openLlmNetwork(options: PlaybackOptions): Promise<LlmNetwork> {
  await using opened = new AsyncDisposableStack();
  const network = new OpenNetwork(options, opened.use(watchListening()).ports);
  opened.use(network);
  const asksProviders = options.mode !== 'replay' && options.upstream.source === 'live';
  opened.use(
    await interceptHttp({
      serve: (request) => network.respond(request),
      serveDirectly: options.mode === 'replay' ? (request) => network.deliver(request) : null,
      passes: (request) => network.passes(request),
      onEscape: (what) => network.noteEscape(what),
      allowsTunnels: asksProviders,
    }),
  );
  if (!asksProviders) {
    opened.use(guardProviderLookups((host) => void network.noteEscape(`a connection to ${host}`)));
  }
  const owned = opened.move();
  return {
    play: (scenario, playing) => network.play(scenario, playing),
    guardLoopback: (systemUrl) => network.guardLoopback(systemUrl),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const OUTSIDE = 'This request was made outside a scenario, so no cassette can answer it.';

class OpenNetwork implements LlmNetwork {
  readonly #options: PlaybackOptions;
  /** The ports on which this process listens. */
  readonly #ownPorts: ReadonlySet<number>;
  readonly #firewall: SecretFirewall;
  #current: ScenarioPlayback | null = null;
  #isBusy = false;
  #systemPort: number | null = null;
  /** Requests to this machine from before it is known where the system listens. */
  readonly #before: { readonly method: string; readonly url: string }[] = [];

  constructor(options: PlaybackOptions, ownPorts: ReadonlySet<number>) {
    this.#options = options;
    this.#ownPorts = ownPorts;
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

  async respond(request: Request): Promise<Response> {
    return this.#current === null ? refuse(OUTSIDE, null) : await this.#current.respond(request);
  }

  async deliver(request: IncomingRequest): Promise<RecordedResponse | Response> {
    return this.#current === null ? refuse(OUTSIDE, null) : await this.#current.deliver(request);
  }

  passes(request: { readonly method: string; readonly url: string }): boolean {
    const url = new URL(request.url);
    const isHere = isLoopback(url.hostname);
    if (this.#current === null) {
      return isHere;
    }
    if (this.#current.isAllowed(url) || !isHere || this.#current.isListed(url)) {
      return this.#current.isAllowed(url);
    }
    // Over a Unix socket, to a container engine for one, a request names this machine and no port.
    if (url.port === '') {
      return true;
    }
    if (this.#systemPort === null) {
      this.#before.push({ method: request.method, url: request.url });
      return true;
    }
    return this.#isOwn(url);
  }

  guardLoopback(systemUrl: string): void {
    this.#systemPort = getPort(new URL(systemUrl));
    for (const request of this.#before.splice(0)) {
      if (!this.#isOwn(new URL(request.url))) {
        this.#current?.noteUnlisted(request);
      }
    }
  }

  #isOwn(url: URL): boolean {
    const port = getPort(url);
    return port === this.#systemPort || this.#ownPorts.has(port);
  }

  noteEscape(what: string): string {
    return this.#current?.noteEscape(what) ?? OUTSIDE;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current?.[Symbol.asyncDispose]();
  }

  #end(): void {
    this.#current = null;
    this.#isBusy = false;
    this.#systemPort = null;
    this.#before.splice(0);
  }
}

function getPort({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
