import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { http, passthrough } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { CANARY_HOST, canaryResponse, proveInterception } from './canary.ts';
import type { ServeDirectly } from './direct-dispatch.ts';
import { LlmNetworkBusy } from './llm-network-busy.ts';
import { isLoopback } from './loopback.ts';
import { withoutPooledConnections } from './pooled-connections.ts';

export interface InterceptionOptions {
  readonly serve: (request: Request) => Promise<Response>;
  /** Answers what `fetch` asks an LLM provider for, without a socket; null when requests have to go on. */
  readonly serveDirectly: ServeDirectly | null;
  /** Told the host and port of a tunnel that a client wanted from a proxy, and did not get. */
  readonly onTunnelRefused: (authority: string) => void;
  /** Lets tunnels through: what is sent inside cannot be seen. */
  readonly allowsTunnels: boolean;
}

let isIntercepting = false;

/** Whether the requests of this process are intercepted, so that one has to be marked to get through. */
export function interceptsRequests(): boolean {
  return isIntercepting;
}

/**
 * Sends every HTTP request of this process that is not for this machine to `serve`, until disposed of. Requests to loopback
 * hosts, and connections that do not speak HTTP, stay as they are. Proves itself before it returns.
 *
 * Throws PARITY_LLM_NETWORK_BUSY when the process is intercepted already, PARITY_INTERCEPTION_ESCAPED when a request
 * gets through.
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
    handlers: [http.all('*', ({ request }) => respond(request, options.serve))],
    // CONNECT is all that is left unhandled. MSW's own messages would print the request.
    onUnhandledFrame: 'bypass',
    context: { quiet: true },
  });
  network.enable();
  if (!options.allowsTunnels) {
    refuseTunnels(interceptor, options.onTunnelRefused);
  }
  started.defer(() => network.disable());
  started.use(withoutPooledConnections(options.serveDirectly));
  await proveInterception();
  return started.move();
}

async function respond(request: Request, serve: (request: Request) => Promise<Response>): Promise<Response> {
  const { hostname } = new URL(request.url);
  if (hostname === CANARY_HOST) {
    return canaryResponse();
  }
  return isLoopback(hostname) ? passthrough() : await serve(request);
}

/** MSW hands CONNECT to no handler. A proxy would carry the request inside, encrypted, to where it must not go. */
function refuseTunnels(interceptor: HttpRequestInterceptor, onRefused: (authority: string) => void): void {
  interceptor.on('request', ({ request, controller }) => {
    if (request.method !== 'CONNECT' || isLoopback(new URL(`http://${request.url}`).hostname)) {
      return;
    }
    onRefused(request.url);
    controller.respondWith(new Response(null, { status: 502, statusText: 'Refused by ultra-parity' }));
  });
}
