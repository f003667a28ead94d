/** Where recording sends requests: to the providers themselves, or to a stand-in on this machine. */
export type Upstream =
  | { readonly source: 'live' }
  | {
      readonly source: 'stand-in';
      readonly name: string;
      /** The base URL that stands in for the origin of a provider, such as `https://api.openai.com`. */
      urlFor(origin: string): string;
    };

/** The URL to ask instead of `url`: path and query stay. */
export function upstreamUrl(upstream: Upstream, url: URL): string {
  return upstream.source === 'live' ? url.href : new URL(url.pathname + url.search, upstream.urlFor(url.origin)).href;
}
