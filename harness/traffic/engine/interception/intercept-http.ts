import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { http, passthrough } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { stripCredentials } from '../../cassette/request-key.ts';
import { CANARY_HOST, canaryResponse, proveInterception } from './canary.ts';
import type { ServeDirectly } from './direct-dispatch.ts';
import { LlmNetworkBusy } from './llm-network-busy.ts';
import { isLoopback } from './loopback.ts';
import { withoutPooledConnections } from './pooled-connections.ts';
import { refuseHttp2 } from './refuse-http2.ts';

export interface InterceptionOptions {
  readonly serve: (request: Request) => Promise<Response>;
  /** Answers what `fetch` asks an LLM provider for, without a socket; null when requests have to go on. */
  readonly serveDirectly: ServeDirectly | null;
  /** Whether a request goes to the network, unseen. */
  readonly passes: (request: { readonly method: string; readonly url: string }) => boolean;
  /** Told of a connection that cannot be intercepted, and is refused. Returns what the client is told. */
  readonly onEscape: (what: string) => string;
  /** Lets tunnels through: what is sent inside cannot be seen. */
  readonly allowsTunnels: boolean;
}

let isIntercepting = false;

/** Whether the requests of this process are intercepted, so that one has to be marked to get through. */
export function interceptsRequests(): boolean {
  return isIntercepting;
}

/**
 * Sends every HTTP request of this process that does not pass to `serve`, until disposed of. Connections that do not
 * speak HTTP stay as they are; HTTP/2 and WebSockets are refused. Proves itself before it returns.
 *
 * @throws PARITY_LLM_NETWORK_BUSY when the process is intercepted already, PARITY_INTERCEPTION_ESCAPED when a request
 * gets through
 */
export async function interceptHttp(options: InterceptionOptions): Promise<AsyncDisposable> {
  if (isIntercepting) {
    throw new LlmNetworkBusy('The LLM traffic of this process is intercepted already.');
  }
  isIntercepting = true;
  await using started = new AsyncDisposableStack();
  started.defer(() => {
    isIntercepting = false;
  });
  const interceptor = new HttpRequestInterceptor();
  // One handler and an index of our own: MSW asks its handlers one after the other.
  const network = defineNetwork({
    // At the level of sockets: an interceptor of fetch misses every client that was built before it.
    sources: [new InterceptorSource({ interceptors: [interceptor] })],
    handlers: [http.all('*', ({ request }) => respond(request, options))],
    // CONNECT is all that is left unhandled. MSW's own messages would print the request.
    onUnhandledFrame: 'bypass',
    context: { quiet: true },
  });
  network.enable();
  if (!options.allowsTunnels) {
    refuseTunnels(interceptor, options.onEscape);
  }
  started.defer(() => network.disable());
  started.use(withoutPooledConnections(options.serveDirectly));
  started.use(
    refuseHttp2((authority) => {
      const isPassed = options.passes({ method: 'CONNECT', url: authority.href });
      return isPassed ? null : options.onEscape(`an HTTP/2 session with ${authority.origin}`);
    }),
  );
  await proveInterception();
  return started.move();
}

async function respond(request: Request, { serve, passes, onEscape }: InterceptionOptions): Promise<Response> {
  if (new URL(request.url).hostname === CANARY_HOST) {
    return canaryResponse();
  }
  if (passes(request)) {
    return passthrough();
  }
  if (request.headers.get('upgrade')?.toLowerCase() === 'websocket') {
    const message = onEscape(`a WebSocket to ${stripCredentials(request.url)}`);
    return new Response(message, { status: 501, statusText: 'Refused by ultra-parity' });
  }
  return await serve(request);
}

/** MSW hands CONNECT to no handler. A proxy would carry the request inside, encrypted, to where it must not go. */
function refuseTunnels(interceptor: HttpRequestInterceptor, onEscape: (what: string) => string): void {
  interceptor.on('request', ({ request, controller }) => {
    if (request.method !== 'CONNECT' || isLoopback(new URL(`http://${request.url}`).hostname)) {
      return;
    }
    onEscape(`a tunnel to ${request.url} through a proxy`);
    controller.respondWith(new Response(null, { status: 502, statusText: 'Refused by ultra-parity' }));
  });
}
