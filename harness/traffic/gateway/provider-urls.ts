import type { ProviderUrls } from '../api/provider-urls.ts';
import type { Upstreams } from '../api/upstreams.ts';
import type { Provider } from '../providers/provider.ts';
import { mapProviders, PROVIDERS } from '../providers/providers.ts';

/** @param base the URL below which every provider has a path of its name */
export function toProviderUrls(base: string): ProviderUrls {
  return mapProviders((provider) => base + getProviderPath(provider));
}

/** The path of a provider at the gateway, with what its SDK expects after the host: `/openai/v1`. */
export function getProviderPath({ name, baseUrl }: Provider): string {
  return `/${name}${baseUrl.path}`;
}

/** The path of everything that belongs to one playback. */
export function getPlaybackPath(token: string): string {
  return `/s/${token}`;
}

/** The URL for each listed upstream, by its origin. A pattern has none: the host is not known. */
export function toUpstreamUrls(base: string, upstreams: Upstreams = {}): Readonly<Record<string, string>> {
  const single = Object.entries(upstreams).filter(([origin, kind]) => kind !== 'allowed' && !origin.includes('*'));
  return Object.fromEntries(
    single.map(([origin]) => {
      const { protocol, host } = new URL(origin);
      return [origin, `${base}/upstream/${protocol.replace(':', '')}/${host}`];
    }),
  );
}

/** What a path and query of the gateway asks for. */
export type GatewayRoute =
  /** A call to a provider or a listed upstream. `token` names a playback; null leaves the choice to the header or the default. */
  | { readonly kind: 'call'; readonly url: string; readonly token: string | null }
  | { readonly kind: 'scenario'; readonly scenarioId: string }
  | { readonly kind: 'playback'; readonly token: string }
  | { readonly kind: 'health' }
  | { readonly kind: 'unknown' };

export function parseRoute(target: string): GatewayRoute {
  const { pathname, search } = new URL(target, 'http://gateway');
  if (pathname === '/__parity/health') {
    return { kind: 'health' };
  }
  const [, scenario] = /^\/__parity\/scenarios\/(.+)$/.exec(pathname) ?? [];
  if (scenario !== undefined) {
    return { kind: 'scenario', scenarioId: decode(scenario) };
  }
  const [, playback] = /^\/__parity\/playbacks\/([^/]+)$/.exec(pathname) ?? [];
  if (playback !== undefined) {
    return { kind: 'playback', token: playback };
  }
  const [, ofToken = null, scheme, host, path = '/'] =
    /^(?:\/s\/([^/]+))?\/upstream\/(https?)\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  if (scheme !== undefined) {
    return { kind: 'call', url: `${scheme}://${host}${path}${search}`, token: ofToken };
  }
  const [, token = null, name, rest = ''] = /^(?:\/s\/([^/]+))?\/([a-z]+)(\/.*)$/.exec(pathname) ?? [];
  const provider = PROVIDERS.find((one) => one.name === name);
  return provider === undefined ? { kind: 'unknown' } : { kind: 'call', url: provider.origin + rest + search, token };
}

/** The text itself when its percent signs encode nothing: then it is no scenario id, and is refused as such. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return text;
    }
    throw error;
  }
}
