import type { UpstreamKind, Upstreams } from '../api/upstreams.ts';
import type { Provider } from '../providers/provider.ts';
import { findProvider, PROVIDERS } from '../providers/providers.ts';
import { isLoopback } from './interception/loopback.ts';

/** What is known of a host that a request goes to. */
export type Destination =
  | { readonly kind: 'llm'; readonly provider: Provider }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'allowed' };

/** Where the system may send requests: to the providers, and to what the configuration lists. */
export class Destinations {
  readonly #listed: readonly (readonly [origin: RegExp, destination: Destination])[];

  constructor(upstreams: Upstreams = {}) {
    this.#listed = Object.entries(upstreams).map(([origin, kind]) => [toPattern(origin), toDestination(kind)]);
  }

  /** null for a host that nothing is known of. */
  find(url: URL): Destination | null {
    const origin = toPlainOrigin(url);
    const listed = this.#listed.find(([pattern]) => pattern.test(origin));
    if (listed !== undefined) {
      return listed[1];
    }
    const provider = findProvider(url);
    return provider === null ? null : { kind: 'llm', provider };
  }
}

/** The line of the configuration that lets requests to this URL through. */
export function describeListing(url: URL): string {
  return `upstreams: { '${url.origin}': 'http' }`;
}

function toDestination(kind: UpstreamKind): Destination {
  const provider = PROVIDERS.find(({ name }) => name === kind);
  if (provider !== undefined) {
    return { kind: 'llm', provider };
  }
  return { kind: kind === 'allowed' ? 'allowed' : 'recorded' };
}

function toPattern(origin: string): RegExp {
  const plain = URL.canParse(origin) ? toPlainOrigin(new URL(origin)) : origin.toLowerCase();
  const source = plain.split('*').map(escapePattern).join('[^/]*');
  return new RegExp(`^${source}$`);
}

/** This machine has several names. */
function toPlainOrigin({ protocol, hostname, host, port }: URL): string {
  const name = isLoopback(hostname) ? `localhost${port === '' ? '' : `:${port}`}` : host;
  return `${protocol}//${name}`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
