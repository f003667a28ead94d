import type { Provider } from '../../providers/provider.ts';

/** Where recording sends requests: to the providers themselves, or to a stub on this machine. */
export type Upstream =
  | { readonly source: 'live' }
  | {
      readonly source: 'stand-in';
      readonly name: string;
      /** The base URL of the stub for the origin of a provider, such as `https://api.openai.com`. */
      urlFor(origin: string): string;
    };

/** The URL to ask instead of `url`: path and query stay. A stub is that of the provider whose protocol is spoken there. */
export function toUpstreamUrl(upstream: Upstream, url: URL, provider: Provider | null): string {
  return upstream.source === 'live'
    ? url.href
    : new URL(url.pathname + url.search, upstream.urlFor(provider?.origin ?? url.origin)).href;
}
