import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderUrls } from '../api/provider-urls.ts';
import type { Playback, PlaybackSummary } from '../engine/playback.ts';
import type { PlaybackOptions, PlayOptions } from '../engine/playback-options.ts';
import { GatewayNotListening } from './gateway-not-listening.ts';
import { GatewayPlaybacks } from './gateway-playbacks.ts';
import { GatewayRequests } from './gateway-requests.ts';
import { getPlaybackPath, toProviderUrls, toUpstreamUrls } from './provider-urls.ts';

export interface GatewayOptions extends PlaybackOptions {
  /** The address to listen on. Without it 127.0.0.1; containers need 0.0.0.0. */
  readonly host?: string | undefined;
  /** The port to listen on; 0 or nothing for any that is free. */
  readonly port?: number | undefined;
  /** The scenario of requests that name none. */
  readonly scenario?: string | undefined;
  /** A new name for a playback, safe in a path. Each call gives another. */
  readonly newToken: () => string;
}

/** The cassettes over HTTP, for a server in another process, a container or another language. */
export interface Gateway {
  /** Where it listens, as seen from this machine. */
  readonly url: string;
  readonly port: number;
  /** For requests that name their scenario by the header `x-parity-scenario`, or take the default. */
  readonly baseUrls: ProviderUrls;
  /**
   * Plays (or records) a scenario beside all others.
   *
   * @throws PARITY_SCENARIO_ID_INVALID
   */
  play(scenario: { readonly id: string; readonly title: string }, options?: PlayOptions): Promise<GatewayPlayback>;
  /** Ends every playback that is still open, and tells what each was worth, and those that clients ended over HTTP. */
  end(): Promise<readonly EndedPlayback[]>;
}

/** A playback with base URLs of its own, so that its requests need no header. */
export interface GatewayPlayback extends Playback {
  readonly baseUrls: ProviderUrls;
  /** Where requests for what `upstreams` lists are sent, by origin. */
  readonly upstreamUrls: Readonly<Record<string, string>>;
}

export interface EndedPlayback {
  readonly scenario: string;
  readonly summary: PlaybackSummary;
}

/**
 * Starts the gateway. It responds under a path for each provider (`/openai/v1`) as an {@link openLlmNetwork} does in
 * process: same cassettes, same pieces, same refusal with status 599. It intercepts nothing.
 *
 * Throws PARITY_GATEWAY_NOT_LISTENING.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const playbacks = opened.use(new GatewayPlaybacks(options));
  const requests = new GatewayRequests(playbacks, options.scenario ?? null);
  const server = createServer((request, response) => requests.answer(request, response));
  const { port } = await listen(server, { host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  opened.defer(() => close(server));
  const url = `http://127.0.0.1:${port}`;
  const owned = opened.move();
  return {
    url,
    port,
    baseUrls: toProviderUrls(url),
    play: async (scenario, playing) => {
      const { token, playback } = await playbacks.open(scenario, playing);
      return withUrls(playback, {
        baseUrls: toProviderUrls(url + getPlaybackPath(token)),
        upstreamUrls: toUpstreamUrls(url + getPlaybackPath(token), options.upstreams),
        eject: async () => (await playbacks.end(token)) ?? (await playback.eject()),
      });
    },
    end: () => playbacks.endAll(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function withUrls(
  playback: Playback,
  own: Pick<GatewayPlayback, 'baseUrls' | 'upstreamUrls' | 'eject'>,
): GatewayPlayback {
  return {
    ...own,
    get calls() {
      return playback.calls;
    },
    get outgoing() {
      return playback.outgoing;
    },
    get faults() {
      return playback.faults;
    },
    [Symbol.asyncDispose]: () => playback[Symbol.asyncDispose](),
  };
}

async function listen(server: Server, place: { readonly host: string; readonly port: number }): Promise<AddressInfo> {
  try {
    server.listen(place);
    await once(server, 'listening');
  } catch (error) {
    throw new GatewayNotListening(place, error);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('The gateway has no port.');
  }
  return address;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
