import type { ProviderUrls } from '../api/provider-urls.ts';
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

/** What a path and query of the gateway asks for. */
export type GatewayRoute =
  /** A call to a provider. `token` names a playback; null leaves the choice to the header or the default. */
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
